import type { Diagnostic, FieldPath } from './diagnostic';

/** A diagnostic and its location in the file that the document was read from. */
export interface LocatedDiagnostic extends Diagnostic {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units, as editors count. */
  readonly column: number;
}

/** The diagnostics of one document of a file. */
export interface CheckedDocument {
  /** The file name as it was given, or `-` for standard input. */
  readonly origin: string;
  /** Position among the documents of its origin, from 0; empty documents do not count, and each item of a List does. */
  readonly index: number;
  /** Empty when the document has none, as are `kind` and `name`. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Whether the document is not an object of Tekton, and was therefore not checked. */
  readonly isSkipped: boolean;
  /** Sorted by line and column. */
  readonly diagnostics: readonly LocatedDiagnostic[];
}

/** The description of a rule. */
export interface RuleText {
  /** `TW` and three digits; never reused. */
  readonly code: string;
  /** The readable name of the rule, such as `unknown-task-result`; accepted wherever the code is. */
  readonly slug: string;
  /** The defect that the rule reports, as a short phrase. */
  readonly title: string;
  /** What the cluster does when the rule is broken. */
  readonly why: string;
  /** Tekton's file and function, or the Kubernetes rule, that the check was read from. */
  readonly source: string;
  readonly severity: Diagnostic['severity'];
  /** Why tekwire refuses what Tekton accepts. @default - Tekton refuses it too */
  readonly stricter?: string;
  /** Of a rule that is stricter than Tekton, whether Tekton refuses the field too, so that it cannot be allowed. @default - it never does */
  readonly refuses?: (field: FieldPath) => boolean;
}

/** The errors of a document, without its warnings. */
export function errorsOf({ diagnostics }: CheckedDocument): readonly LocatedDiagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'error');
}

/** The warnings of a document. */
export function warningsOf({ diagnostics }: CheckedDocument): readonly LocatedDiagnostic[] {
  return diagnostics.filter(({ severity }) => severity === 'warning');
}

/** Field, message and fix in one line, for reports that show file, line and code elsewhere. */
export function problemText({ where, message, fix }: Diagnostic): string {
  const place = where.replace(/^\//, '');
  return `${place === '' ? '' : `${place}: `}${message}${fix === undefined ? '' : `; ${fix}`}`;
}
