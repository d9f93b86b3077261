import eslint from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'A named export has one name everywhere.' };

/** Settings are read, and the process ended, by the command line alone: everything else is handed what it needs. */
const ofTheCommandLine = 'Only src/cli reads the environment and ends the process.';
const processAccess = {
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'env', message: ofTheCommandLine },
    { object: 'process', property: 'exit', message: ofTheCommandLine },
    { object: 'process', property: 'exitCode', message: ofTheCommandLine },
  ],
  'no-restricted-imports': [
    'error',
    { name: 'process', message: ofTheCommandLine },
    { name: 'node:process', message: ofTheCommandLine },
  ],
};

export default defineConfig(
  globalIgnores(['dist', 'bench/peers/dist', 'coverage', 'src/database/migrations/*-*.ts']),
  eslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', noDefaultExport],
      'object-shorthand': 'error',
    },
  },
  {
    files: ['**/*.ts', '**/*.mts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-unnecessary-boolean-literal-compare': 'error',
      '@typescript-eslint/no-unnecessary-type-arguments': 'error',
      // What a statement brings back is known to who wrote it: `Row` is any on purpose.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off', // graphql-js names the kinds of nodes by plain strings
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/require-await': 'off', // hooks that others await are async, whatever they do
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
    },
  },
  { files: ['src/**'], ignores: ['src/cli/**'], rules: { ...processAccess, 'no-console': 'error' } },
  {
    // Answers are read as the JSON that they are, and spies are passed about.
    files: ['test/**/*.ts', 'scripts/**/*.ts'],
    rules: {
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off', // whatever may be thrown is thrown
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    // The textbook stack of the benchmark has packages, and so types, only where that has been run.
    files: ['bench/peers/**/*.ts'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
  {
    // What Node runs as it is: configuration, benchmarks, and what jest starts before it reads TypeScript.
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(
        ['module', 'require', ...Object.getOwnPropertyNames(globalThis)].map((name) => [name, 'writable']),
      ),
    },
    rules: { 'no-restricted-syntax': 'off' },
  },
);
