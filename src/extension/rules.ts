export {
  type Diagnostic,
  type FieldPath,
  formatDiagnostic,
  type LocatedDiagnostic,
  type Severity,
  TekwireError,
  type TextLocation,
} from '../diagnostics';
export type { CheckedObject, CheckedPart, CheckedSet, CustomReport, CustomRule, CustomSubjects, Loose } from '../rules';
export { addRules } from '../synth';
export { type CheckOptions, type CheckYamlOptions, check, checkYaml } from './check';
