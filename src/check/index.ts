export { isForeign } from './foreign';
export { type Judged, judgeYaml } from './judge-yaml';
