/** @type {import('jest').Config} */
export const shared = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  // Specs and what they import are loaded by Node itself; Jest transforms and isolates nothing.
  testRunner: '<rootDir>/test/runner/native-runner.js',
  transform: {},
  testSequencer: '<rootDir>/test/runner/longest-first.js',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  // Two cores: a third worker only makes the others wait.
  maxWorkers: 2,
  testTimeout: 120_000,
  globalSetup: '<rootDir>/test/runner/postgres.setup.js',
  globalTeardown: '<rootDir>/test/runner/postgres.teardown.js',
};

/** @type {import('jest').Config} */
export default {
  ...shared,
  testMatch: [
    '<rootDir>/{apps,libs}/**/*.spec.{ts,tsx}',
    '<rootDir>/test/*.spec.ts',
    '<rootDir>/test/flows/*.spec.ts',
  ],
};
