export { faultRules } from './faults';
export { load, loadFile, type Source } from './load';
export { locate } from './locate';
export { faultsOf, type ReadDocument, type Reading, type ReadObject, readYaml } from './read';
