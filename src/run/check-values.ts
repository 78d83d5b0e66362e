import type { Diagnostic } from '../diagnostics';
import { quoted } from '../diagnostics';
import { wiringDiagnostic } from '../pipeline';
import { fateInRun, scan } from '../refs';

/** Reports variables in the values of a run that Tekton replaces; of those that it leaves, the rules speak. */
export function checkValues(
  origin: string,
  kind: 'PipelineRun' | 'TaskRun',
  params: Readonly<Record<string, unknown>> | undefined,
): Diagnostic[] {
  return Object.entries(params ?? {}).flatMap(([name, value]) =>
    textsOf(value).flatMap((text) =>
      scan(text)
        .filter(({ body }) => fateInRun(kind, body) === 'replaced')
        .map(({ body }) =>
          wiringDiagnostic(
            origin,
            'TW195',
            `params.${name}`,
            `Tekton replaces "$(${body})" in the value of param ${quoted(name)}; write the value itself, or use the variable in the ${kind === 'TaskRun' ? 'Task' : 'Pipeline or Task'}`,
          ),
        ),
    ),
  );
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.includes('$(') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
