export { type Judged, judgeYaml } from './judge-yaml';
