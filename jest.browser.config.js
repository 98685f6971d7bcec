import { shared } from './jest.config.js';

/** @type {import('jest').Config} */
export default {
  ...shared,
  testMatch: ['<rootDir>/test/browser/*.spec.ts'],
  // One Chromium and one app at a time: two cores.
  maxWorkers: 1,
  testTimeout: 60_000,
};
