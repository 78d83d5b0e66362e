export { faultRules } from './faults';
export { type Judged, judgeYaml } from './judge';
export { load } from './load';
export { readYaml } from './read';
