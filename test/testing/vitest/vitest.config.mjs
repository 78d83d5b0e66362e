// biome-ignore lint/style/noDefaultExport: vitest reads the default export
export default { test: { include: ['*.vitest.ts'] } };
