/** A code that is no longer in use. It is never assigned again. */
export interface RetiredRule {
  readonly code: string;
  /** The code of the rule that reports the same defect today. */
  readonly replacedBy: string;
  /** Why the code was retired. */
  readonly why: string;
}

/** Every retired code of this package. */
export const retiredRules: readonly RetiredRule[] = [
  { code: 'TW176', replacedBy: 'TW178', why: 'the rule about image names of StepActions was renumbered before the first release' },
];
