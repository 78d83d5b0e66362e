export { exposedValues } from './exposed-values';
export {
  type ArrayRef,
  type Condition,
  makeReference,
  type ObjectRef,
  type Ref,
  type RefOf,
  type StringRef,
  type Text,
  tryFindTarget,
} from './reference';
export { fateInRun } from './run-value';
export { demandTemplate, demandValues, isText, plain, plainVariables, targetsOf, text, textOf } from './text';
export { valuesIn } from './values';
export { type Occurrence, parseVariable, scan, type Variable } from './variable';
