export { type CheckedSources, checkSources } from './check-sources';
export { isForeign } from './foreign';
export { type Grouping, groupings } from './grouping';
export { referableKinds } from './references';
