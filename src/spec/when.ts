/** A condition of a pipeline task or step. In an array of conditions all must hold. */
export interface WhenExpression {
  readonly input?: string;
  readonly operator?: 'in' | 'notin';
  readonly values?: readonly string[];
  readonly cel?: string;
}
