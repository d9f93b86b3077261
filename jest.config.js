/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testTimeout: 60_000, // a busy machine is no failure
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  // A dynamic import of ours names the built file.
  moduleNameMapper: { '^(\\./serveGraph|\\.\\./(?:serve|actions/\\w+|\\.\\./schema/buildSchema))\\.js$': '$1' },
  // What code asks for most: in the world of a test each look at a global costs as much as a call.
  sandboxInjectedGlobals: [
    'Array',
    'BigInt',
    'Error',
    'Map',
    'Math',
    'Number',
    'Object',
    'Promise',
    'Reflect',
    'RegExp',
    'Set',
    'String',
    'Symbol',
    'WeakMap',
  ],
  globalSetup: '<rootDir>/test/globalSetup.mjs',
  maxWorkers: '100%',
  // What is left of the tests before makes each collection of garbage longer: those of large files took ten times as long.
  workerIdleMemoryLimit: '500MB',
  globalTeardown: '<rootDir>/test/globalTeardown.mjs',
  reporters: ['default', '<rootDir>/test/passed.mjs'],
};
