/**
 * Who may import whom. `npm run imports` checks it; CONTRIBUTING.md has the same table in words. `types` may be imported
 * for their types alone: the module is handed the thing itself. Every module may import src/errors.ts.
 */
const MODULES = {
  config: {},
  ocds: {},
  entities: { may: ['ocds'] },
  database: { may: ['entities'] },
  import: { may: ['ocds', 'entities', 'database', 'query/groups'] },
  query: { may: ['ocds', 'entities', 'database/(dialect|given|sql)'], types: ['database/(engine|words)'] },
  execution: {},
  loaders: { may: ['ocds', 'entities', 'query'], types: ['database'] },
  planner: { may: ['ocds', 'entities', 'query', 'execution', 'database/(dialect|given|sql)'], types: ['database'] },
  resolvers: {
    may: [
      'ocds',
      'entities',
      'loaders',
      'execution/fragments',
      'query/(arguments|cursor|list|orderKeys|references|search|singles)',
    ],
    types: ['query', 'database/engine'],
  },
  schema: { may: ['entities', 'resolvers'] },
  server: { may: ['schema', 'loaders', 'planner', 'execution'], types: ['config'] },
};

/** A folder of src, or the one file of that name, or what the path itself names. */
const path = (name) => `^src/${name}(/|[.]ts$|$)`;

const walls = Object.entries(MODULES).flatMap(([name, { may = [], types = [] }]) => {
  const own = ['errors', name, ...may];
  return [
    {
      name: `${name}-imports`,
      comment: `${name} may import: ${own.join(', ')}${types.length > 0 ? `; for types alone: ${types.join(', ')}` : ''}.`,
      severity: 'error',
      from: { path: path(name) },
      to: { path: '^src/', pathNot: [...own, ...types].map(path) },
    },
    ...types.map((type) => ({
      name: `${name}-takes-types-of-${type.replace('/', '-')}`,
      comment: `${name} may import ${type} for types alone: it is handed the thing itself.`,
      severity: 'error',
      from: { path: path(name) },
      to: { path: path(type), pathNot: own.map(path), dependencyTypesNot: ['type-only'] },
    })),
  ];
});

/** Packages that only some modules may use. */
const reserved = [
  ['typeorm', 'node_modules/typeorm/', ['entities', 'database']],
  ['drivers', 'node_modules/(@types/)?(better-sqlite3|pg|pg-copy-streams)/', ['database']],
  ['type-graphql', 'node_modules/type-graphql/', ['entities', 'resolvers', 'schema']],
  ['http', 'node_modules/(fastify|@apollo/server|@as-integrations)/', ['server']],
].map(([name, packages, modules]) => ({
  name: `${name}-stays-in-its-place`,
  comment: `Only ${modules.join(' and ')} may import this.`,
  severity: 'error',
  from: { path: '^src/', pathNot: modules.map(path) },
  to: { path: packages },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...walls,
    ...reserved,
    {
      name: 'pure',
      comment: 'The standard, the settings and the queries are pure: they compute, and read and write nothing.',
      severity: 'error',
      from: { path: ['ocds', 'config', 'query', 'errors'].map(path) },
      to: { dependencyTypes: ['core'], pathNot: '^(crypto|zlib)$' },
    },
    {
      name: 'no-circle',
      comment: 'Circles of types alone are fine: nothing of them is left when the program runs.',
      severity: 'error',
      from: { path: '^(src|test|scripts)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'src-stands-alone',
      comment: 'What is shipped needs no tests, no scripts and nothing that is installed for development.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|scripts|bench)/' },
    },
    {
      name: 'no-development-packages',
      comment: 'A package that the program needs belongs to the dependencies of package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-missing',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'known-module',
      comment: 'A new folder of src needs its line in MODULES above.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['cli', 'errors', 'index', ...Object.keys(MODULES)].map(path) },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
