import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { fetchesTasks } from '../set/pipelines-as-code';
import { isUnclear } from '../view/reference';
import type { ReferenceView } from '../view/views';

/** Advice about references to objects that are not among the manifests. */
export const lintMissingRules: readonly Rule[] = [
  {
    code: 'TW560',
    slug: 'missing-object',
    title: 'reference to an object that is not among the manifests',
    why: 'unless the object is in the cluster already, the run fails at once with CouldntGetTask, CouldntGetPipeline or TaskRunResolutionFailed',
    source: 'pkg/reconciler/taskrun/resources/taskref.go GetTaskFunc, pkg/reconciler/pipelinerun/resources/pipelineref.go GetPipelineFunc',
    severity: 'warning',
    lint: 'usual',
    on: 'reference',
    check: checkThere,
  },
];

function checkThere(view: ReferenceView, context: Context, report: Report): void {
  const { ref, kind, namespace, document } = view;
  const { name = '', resolver } = ref;
  // a name with a variable is known only in the run, and an address needs a resolver
  if (name === '' || resolver || isUnclear(ref) || name.includes('$(') || name.includes('://')) return;
  // TW401 reports objects that exist only in other namespaces
  if (
    kind === 'StepAction'
      ? context.lookup.objectFrom(namespace, kind, name) !== undefined
      : context.lookup.namespacesOf(kind, name).length > 0
  )
    return;
  // Pipelines-as-Code embeds the objects that an annotation fetches in the run
  const owner = kind === 'StepAction' ? undefined : context.lookup.objectOf(document);
  if (owner !== undefined && (fetchesTasks(owner) || fetchesTasks(owner, 'pipeline'))) return;
  const { first, count } = context.memo.usesOf(view);
  if (first === view) reportMissing(['name'], kind, name, context, report, count);
}

/** Reports an object that is not among the manifests, unless the options name it as external, or one file without such objects is checked alone. */
export function reportMissing(
  field: readonly (string | number)[],
  kind: string,
  name: string,
  context: Context,
  report: Report,
  count = 1,
): void {
  if (context.lookup.isExternal(kind, name)) return;
  const names = context.lookup.namesOf(kind);
  if (names.length === 0 && context.isOneFile) return;
  const near = names.length === 0 ? '' : context.suggest(name, names);
  report(
    field,
    `${kind} ${quoted(name)} is not among the checked manifests${count > 1 ? `, and is used ${count} times` : ''}${near}`,
    `check its file, too, or pass --external ${kind}/${name}`,
  );
}
