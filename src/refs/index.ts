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
  type WordRef,
} from './reference';
export { replacementInRun } from './run-value';
export { demandTemplate, demandValues, isText, plain, plainVariables, targetsOf, text, textOf } from './text';
export { isRuntimeValue, valuesIn } from './values';
export { type Occurrence, parseVariable, scan, scanBraced, scanUnclosed, type Variable } from './variable';
