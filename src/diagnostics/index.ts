export type { Diagnostic, FieldPath, Severity, TextPlace } from './diagnostic';
export { TekwireError } from './error';
export { fieldText, whereText } from './field';
export { compareDiagnostics, formatDiagnostic } from './print';
export type { Reported } from './report/report';
export { reports } from './reports';
export { nearest, quoted, suggestion } from './suggest';
export { errorsOf, type LocatedDiagnostic, problemText, type RuleText, type Verdict, warningsOf } from './verdict';
