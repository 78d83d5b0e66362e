import type { Diagnostic } from './diagnostic';

/** A diagnostic and where its field stands in the text that the document was read from. */
export interface LocatedDiagnostic extends Diagnostic {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units, as editors count. */
  readonly column: number;
}

/** What was found in one document of a text. */
export interface Verdict {
  /** The file as it was given, or `-` for standard input. */
  readonly origin: string;
  /** Position among the documents of its origin, from 0; empty documents do not count, and each item of a List does. */
  readonly index: number;
  /** Empty when the document does not say, as are `kind` and `name`. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Whether the document is none of Tekton's, so that nobody judged it. */
  readonly isSkipped: boolean;
  /** By line and column. */
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** The description of a rule. */
export interface RuleText {
  /** `TW` and three digits; never reused. */
  readonly code: string;
  /** The speaking name of the rule, such as `unknown-task-result`; usable wherever the code is. */
  readonly slug: string;
  /** The defect that the rule reports, as a short phrase. */
  readonly title: string;
  /** What the cluster does when the rule is broken. */
  readonly why: string;
  /** Tekton's file and function, or the Kubernetes rule, that the check was read from. */
  readonly source: string;
  readonly severity: Diagnostic['severity'];
  /** Why we refuse what Tekton accepts. @default - Tekton refuses it too */
  readonly stricter?: string;
}

/** The errors of a document, without the advice. */
export function errorsOf({ diagnostics }: Verdict): readonly LocatedDiagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** The advice on a document. */
export function warningsOf({ diagnostics }: Verdict): readonly LocatedDiagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'warning');
}

/** Field, message and fix in one line, for who knows file, line and code already. */
export function problemText({ where, message, fix }: Diagnostic): string {
  const place = where.replace(/^\//, '');
  return `${place === '' ? '' : `${place}: `}${message}${fix === undefined ? '' : `; ${fix}`}`;
}
