import type { Diagnostic } from '../diagnostics';
import { quoted } from '../diagnostics';
import { type GivenNames, unknownNames, wiringDiagnostic } from '../pipeline';
import { replacementInRun, scan } from '../refs';

/** Reports variables in the values of a run that Tekton replaces; those that it does not replace are reported by the rules. */
export function checkValues(
  origin: string,
  kind: 'PipelineRun' | 'TaskRun',
  params: Readonly<Record<string, unknown>> | undefined,
): Diagnostic[] {
  return Object.entries(params ?? {}).flatMap(([name, value]) =>
    textsOf(value).flatMap((text) =>
      scan(text)
        .filter(({ body }) => replacementInRun(kind, body) === 'replaced')
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

/** Reports params and workspaces that an external or embedded Pipeline or Task does not declare; for others the rules do. */
export function checkNames(
  origin: string,
  used: Parameters<typeof unknownNames>[0],
  given: GivenNames,
  workspaces?: Parameters<typeof unknownNames>[2],
): Diagnostic[] {
  const isTask = used.pipelineRef === undefined && used.pipelineSpec === undefined;
  return unknownNames(used, given, workspaces).map(([field, where, message]) =>
    wiringDiagnostic(origin, field === 'params' ? 'TW335' : isTask ? 'TW315' : 'TW336', where, message),
  );
}

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.includes('$(') ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
