/** The severity of a diagnostic: an error stops synth, a warning is advice. */
export type Severity = 'error' | 'warning';

/** A field path: keys and array indexes from the document's root, such as `['spec', 'tasks', 0, 'name']`. */
export type FieldPath = readonly (string | number)[];

/** A location in a string of several lines. Both numbers start at 1; columns count UTF-16 code units. */
export interface TextLocation {
  readonly line: number;
  readonly column: number;
}

/** A mistake in a manifest: its field path, what is wrong, and how to fix it. @open */
export interface Diagnostic {
  /** The stable code of the rule, `TW` and three digits. A code is never used again for another rule. */
  readonly code: string;
  readonly severity: Severity;
  /** The construct's path, or the file name as it was given. */
  readonly origin: string;
  /** Position of the document among those of its origin, from 0. */
  readonly index: number;
  /** The path of the wrong field in the manifest. */
  readonly field: FieldPath;
  /** The field as the program names it, array items by their name (`params.url` instead of `spec.tasks[0].params[1].value`). */
  readonly where: string;
  /** What is wrong, with the value in quotes, then what is allowed. Starts with a lower-case letter; no full stop. */
  readonly message: string;
  /** How to fix it. @default - the message already says it */
  readonly fix?: string;
  /** The location inside the field's string. @default - the whole field */
  readonly at?: TextLocation;
}
