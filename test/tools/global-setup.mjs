import { bundle } from './bundle.mjs';

// biome-ignore lint/style/noDefaultExport: jest calls the default export
export default bundle;
