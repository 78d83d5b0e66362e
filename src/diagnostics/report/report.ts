import type { RuleText, Verdict } from '../verdict';

/** What a report tells of, and how it may look. */
export interface Reported {
  readonly verdicts: readonly Verdict[];
  /** Why files could not be read: what nobody looked at is not clean. @default - all were read */
  readonly failures?: readonly string[];
  /** What the rules that were asked say of themselves. @default - a report names codes only */
  readonly rules?: readonly RuleText[];
  /** Of the program that judged. @default - not told */
  readonly version?: string;
  /** Line of a text by its origin and number, for reports that show it below a problem. @default - no line is shown */
  readonly lineOf?: (origin: string, line: number) => string;
  /** @default false */
  readonly isColoured?: boolean;
}

/** A form in which verdicts are printed. */
export interface Report {
  /** What it is, in a few words, for `--help`. */
  readonly summary: string;
  /** Gives the lines. */
  readonly print: (reported: Reported) => readonly string[];
}
