export type { Diagnostic, FieldPath, Severity } from './diagnostic';
export { fieldText, whereText } from './field';
export { compareDiagnostics, formatDiagnostic } from './print';
export { nearest, quoted, suggestion } from './suggest';
