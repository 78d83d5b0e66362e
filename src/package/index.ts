export { gzip, type TarEntry, tar, tarOf } from './archive';
export { type Bundle, bundlesOf, layoutOf, MANIFEST_TYPE, notInBundles } from './bundle';
export { type Content, contentOf } from './content';
export { chartsOf, type PackageId } from './helm';
export { kustomizeFiles } from './kustomize';
export { withSuffixes } from './suffixes';
export { yamlOf } from './yaml-text';
