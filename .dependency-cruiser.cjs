/**
 * The directions of DESIGN §2, checked in every run of the tests:
 * apps → libs; a lib's adapters → its core; everything → kernel → contracts.
 */

const TESTS = ['^test/', '^libs/testing/', '^(apps|libs)/[^/]+/test/', '\\.(test|contract|integration|e2e)\\.ts$'];
const VENDOR_CLIENTS = 'node_modules/(@types/)?(amqplib|pg|ioredis|bullmq|bentocache|openai|undici|@elastic/[^/]+|@anthropic-ai/[^/]+|@aws-sdk/[^/]+)/';

/** Shipped code: what runs in production. */
const PRODUCTION = { path: '^((apps|libs)/[^/]+/src|migrations)/', pathNot: TESTS };

const apps = [
  {
    name: 'libs-know-no-app',
    comment: 'Apps depend on libs, never the other way round.',
    from: { path: '^(libs|migrations)/' },
    to: { path: '^apps/' },
  },
  {
    name: 'apps-know-no-other-app',
    comment: 'Two apps talk over the broker. What both need belongs into a lib.',
    from: { path: '^apps/([^/]+)/', pathNot: '^apps/all-in-one/' },
    to: { path: '^apps/', pathNot: '^apps/$1/' },
  },
  {
    name: 'all-in-one-enters-apps-through-index',
    comment: "all-in-one puts the other apps' modules together; it takes them from their src/index.ts.",
    from: { path: '^apps/all-in-one/' },
    to: { path: '^apps/', pathNot: ['^apps/all-in-one/', '^apps/[^/]+/src/index\\.ts$'] },
  },
];

const libs = [
  {
    name: 'libs-are-entered-through-index',
    comment: "Import '#libs/<name>'; what is missing there is not public.",
    from: { path: '^libs/([^/]+)/' },
    to: { path: '^libs/', pathNot: ['^libs/$1/', '^libs/[^/]+/src/index\\.ts$'] },
  },
  {
    name: 'libs-are-entered-through-index-from-outside',
    comment: "Import '#libs/<name>'; what is missing there is not public.",
    from: { path: '^(apps|migrations|tools|scripts|test)/' },
    // The rest of libs/testing runs under Jest alone; benchmarks need the scripted server outside of it.
    to: { path: '^libs/', pathNot: ['^libs/[^/]+/src/index\\.ts$', '^libs/testing/src/scripted-llm/index\\.ts$'] },
  },
  {
    name: 'contracts-import-nothing-local',
    comment: 'Contracts are the bottom of everything.',
    from: { path: '^libs/contracts/src/' },
    to: { path: '^(apps|libs|migrations|tools|scripts|test)/', pathNot: '^libs/contracts/' },
  },
  {
    name: 'kernel-imports-contracts-only',
    comment: 'Everything stands on the kernel, so it stands on nothing but contracts.',
    from: { path: '^libs/kernel/src/' },
    to: { path: '^(apps|libs|migrations|tools|scripts|test)/', pathNot: '^libs/(kernel|contracts)/' },
  },
  {
    name: 'core-knows-no-adapter',
    comment: 'A core speaks to its port. Only the Nest module (and index.ts) chooses the adapter.',
    from: { path: '^libs/([^/]+)/src/', pathNot: ['/adapters/', '\\.module\\.ts$', '/src/index\\.ts$', ...TESTS] },
    to: { path: '^libs/$1/src/.*adapters/' },
  },
  {
    name: 'vendor-clients-in-adapters-only',
    comment: 'A vendor client, its types included, is known to adapters and to libs/persistence alone.',
    from: { path: '^(apps|libs|migrations)/', pathNot: ['/adapters/', '^libs/persistence/src/', ...TESTS] },
    to: { path: VENDOR_CLIENTS },
  },
  {
    name: 'no-cycle-between-libs',
    comment: 'Also where no single file closes the circle.',
    scope: 'folder',
    from: { path: '^libs/([^/]+)/src$' },
    to: { circular: true, pathNot: '^libs/$1/' },
  },
];

const production = [
  {
    name: 'production-knows-no-test-helper',
    comment: 'libs/testing, tests, tools and scripts are not shipped to those who call them.',
    from: PRODUCTION,
    to: { path: ['^(tools|scripts)/', ...TESTS] },
  },
  {
    name: 'production-needs-no-dev-dependency',
    comment: 'The image has production dependencies only: move the package to "dependencies".',
    from: PRODUCTION,
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm'] },
  },
  {
    name: 'migrations-import-types-of-typeorm-only',
    comment: 'A migration is SQL and must still run when all code around it has changed.',
    from: { path: '^migrations/' },
    to: { pathNot: ['^migrations/', 'node_modules/typeorm/'] },
  },
  {
    name: 'migrations-run-nothing-of-typeorm',
    comment: 'Use `import type`.',
    from: { path: '^migrations/' },
    to: { path: 'node_modules/typeorm/', dependencyTypesNot: ['type-only'] },
  },
];

const hygiene = [
  { name: 'no-cycle', comment: 'Types count as well.', from: {}, to: { circular: true } },
  { name: 'no-unresolved-import', from: {}, to: { couldNotResolve: true } },
  {
    name: 'no-undeclared-package',
    comment: 'A package that only another one brings along may leave with it: declare it in package.json.',
    from: {},
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  },
];

module.exports = {
  forbidden: [...apps, ...libs, ...production, ...hygiene].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|\\.data)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['switchboard-source', 'import', 'node', 'types', 'default'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
