import type { Diagnostic } from '../diagnostics';
import { wiringDiagnostic } from '../pipeline';
import { targetsOf } from '../refs';

/** Reports values of a pipeline in the fields of a TaskRun, which only replaces params of its own. */
export function checkReferences(origin: string, references: unknown): Diagnostic[] {
  return targetsOf(references).map(({ body }) =>
    wiringDiagnostic(
      origin,
      'TW294',
      'taskRef',
      `"$(${body})" is a value of a pipeline, which is unknown in a TaskRun; write the value itself`,
    ),
  );
}
