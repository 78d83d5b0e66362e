import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ReferenceView } from '../view/views';

/** Advice on references to what is not among the manifests. */
export const lintMissingRules: readonly Rule[] = [
  {
    code: 'TW560',
    slug: 'missing-object',
    title: 'reference to an object that is not among the manifests',
    why: 'unless it is in the cluster already, the run fails at once with CouldntGetTask, CouldntGetPipeline or TaskRunResolutionFailed',
    source: 'pkg/reconciler/taskrun/resources/taskref.go GetTaskFunc, pkg/reconciler/pipelinerun/resources/pipelineref.go GetPipelineFunc',
    severity: 'warning',
    lint: 'usual',
    on: 'reference',
    check: checkThere,
  },
];

function checkThere({ ref, kind, namespace }: ReferenceView, context: Context, report: Report): void {
  const { name = '', resolver } = ref;
  // a name with a value in it only the run tells, and an address is that of a resolver
  if (name === '' || resolver || name.includes('$(') || name.includes('://')) return;
  // where there are some, but all in other namespaces, TW401 speaks
  if (
    kind === 'StepAction'
      ? context.lookup.objectFrom(namespace, kind, name) !== undefined
      : context.lookup.namespacesOf(kind, name).length > 0
  )
    return;
  reportMissing(['name'], kind, name, context, report);
}

/** Reports an object that is not among the manifests, unless the user has said that it is elsewhere. */
export function reportMissing(field: readonly (string | number)[], kind: string, name: string, context: Context, report: Report): void {
  if (context.lookup.isExternal(kind, name)) return;
  const names = context.lookup.namesOf(kind);
  const near = names.length === 0 ? '' : context.suggest(name, names);
  report(
    field,
    `the set has no ${kind} ${quoted(name)}${near}`,
    `judge it with the others, or say --external ${kind}/${name} if it lies elsewhere`,
  );
}
