const root = require('../../jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
  rootDir: '../..',
  testMatch: ['<rootDir>/test/e2e/**/*.test.ts'],
  modulePathIgnorePatterns: root.modulePathIgnorePatterns,
  globalSetup: root.globalSetup,
  globalTeardown: root.globalTeardown,
  transform: root.transform,
  moduleNameMapper: root.moduleNameMapper,
  // they mostly wait for pods
  maxWorkers: 3,
  testTimeout: 600_000,
};
