/** @type {import('jest').Config} */
module.exports = {
  // all cores: jest leaves one idle, and of two that is half
  maxWorkers: '100%',
  // no test is a measurement: beside other work each may take long
  testTimeout: 120_000,
  testMatch: ['<rootDir>/{test,examples}/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/conformance/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  globalSetup: '<rootDir>/tools/test/global-setup.mjs',
  globalTeardown: '<rootDir>/tools/test/global-teardown.mjs',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  moduleNameMapper: {
    '^tekwire$': '<rootDir>/src/index.ts',
    '^tekwire/(catalogue|events|testing)$': '<rootDir>/src/$1/index.ts',
    '^tekwire/testing/jest$': '<rootDir>/src/testing/jest.ts',
  },
};
