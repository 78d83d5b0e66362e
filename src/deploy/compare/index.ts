export { cleaned } from './cleaned';
export { type FieldChange, fieldChanges, isSame } from './fields';
export { predicted } from './predicted';
export { semanticChanges } from './semantic';
