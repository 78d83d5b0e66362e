import type { CheckedDocument, RuleText } from '../checked-document';

/** What a report shows, and how. */
export interface Reported {
  readonly documents: readonly CheckedDocument[];
  /** The reasons why files could not be read; a report shows them as failures. @default - all files were read */
  readonly failures?: readonly string[];
  /** Descriptions of the rules that were checked. @default - the report shows codes only */
  readonly rules?: readonly RuleText[];
  /** The version of the program. @default - not shown */
  readonly version?: string;
  /** Returns a line of a file by its origin and number, for reports that show it below a diagnostic. @default - no line is shown */
  readonly lineOf?: (origin: string, line: number) => string;
  /** @default false */
  readonly isColoured?: boolean;
  /** Whether hints are left out. @default false */
  readonly isQuiet?: boolean;
}

/** An output format for diagnostics. */
export interface Report {
  /** A description in a few words, for `--help`. */
  readonly summary: string;
  /** Returns the lines of the report. */
  readonly print: (reported: Reported) => readonly string[];
}
