export { type CheckedDocument, errorsOf, type LocatedDiagnostic, problemText, type RuleText, warningsOf } from './checked-document';
export type { Diagnostic, FieldPath, Severity, TextLocation } from './diagnostic';
export { isTekwireError, makeAll, ruleError, TekwireError, throwAll } from './error';
export { fieldText, whereText } from './field';
export {
  hasNoted,
  isNoted,
  makeOrNote,
  type NotedDiagnostic,
  type NotedMistake,
  notedDiagnostic,
  noteMistake,
  takeNoted,
  takeOpen,
} from './noted';
export { compareDiagnostics, formatDiagnostic } from './print';
export type { Reported } from './report/report';
export { reports } from './reports';
export { expectedOneOf, meantBy, nearest, quoted, suggestion } from './suggest';
export { demandKnownNames, explainMisspelt, withUnknownNames } from './unknown-names';
