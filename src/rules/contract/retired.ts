/** A code that is no longer used, and never will be again. */
export interface RetiredRule {
  readonly code: string;
  /** The code of the rule that reports the same today. */
  readonly replacedBy: string;
  /** Why the code was given up. */
  readonly why: string;
}

/** Every code that this package has had and dropped. */
export const retiredRules: readonly RetiredRule[] = [
  { code: 'TW176', replacedBy: 'TW178', why: 'the rule about image names of StepActions was renumbered before the first release' },
];
