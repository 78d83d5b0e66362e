export { TektonValidation, type TektonValidationProps } from './tekton-validation';
export type { ValidationContext, Violation } from './validation-context';
