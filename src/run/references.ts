import type { Diagnostic } from '../diagnostics';
import { wiringDiagnostic } from '../pipeline';
import { targetsOf } from '../refs';

/** Complains of values of a pipeline in what a TaskRun refers to: it only fills in params of its own. */
export function checkReferences(origin: string, references: unknown): Diagnostic[] {
  return targetsOf(references).map(({ body }) =>
    wiringDiagnostic(
      origin,
      'TW294',
      'taskRef',
      `"$(${body})" is a value of a pipeline, which a run does not know; write the value itself`,
    ),
  );
}
