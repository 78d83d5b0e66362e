export { type Loaded, load, loadFile, type Source } from './load';
export { locate } from './locate';
export { collectGarbage } from './memory';
export { type ReadDocument, type Reading, type ReadObject, readDiagnostics, readYaml } from './read';
export { readErrorRules } from './read-errors';
export { RENDERED } from './template';
