/** A condition of a pipeline task or step; all of a list must hold. */
export interface WhenExpression {
  readonly input?: string;
  readonly operator?: 'in' | 'notin';
  readonly values?: readonly string[];
  readonly cel?: string;
}
