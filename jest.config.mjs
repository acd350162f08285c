const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1.js', '$1.ts'] },
  testEnvironmentOptions: { customExportConditions: ['switchboard-source', 'node', 'node-addons'] },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
};

/** A suite is chosen by the ending of its files: `.test.ts` needs nothing, the others need servers. */
const suite = (name, pattern) => ({ ...shared, displayName: name, testMatch: [`<rootDir>/{apps,libs,test,tools}/**/${pattern}`] });

export default {
  projects: [
    suite('unit', '*.test.ts'),
    suite('contract', '*.contract.ts'),
    suite('integration', '*.integration.ts'),
    suite('e2e', '*.e2e.ts'),
  ],
  // Hooks start servers and databases; a busy machine takes its time.
  testTimeout: 60_000,
  coverageProvider: 'v8',
  collectCoverageFrom: ['{apps,libs}/*/src/**/*.ts', '!**/*.{test,contract,integration,e2e}.ts', '!libs/testing/**'],
  coverageReporters: ['text-summary', 'json-summary', 'lcovonly'],
  coverageThreshold: { global: { lines: 80 } },
};
