export type { TektonValidationProps } from './properties';
export { TektonValidation } from './tekton-validation';
export type { ValidationContext, Violation } from './validation-context';
