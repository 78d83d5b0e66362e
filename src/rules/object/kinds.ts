import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ObjectView } from '../view/object-view';

/** Rules about kinds and their versions. */
export const kindRules: readonly Rule[] = [
  {
    code: 'TW013',
    slug: 'unknown-kind',
    title: 'unknown kind, or version that Tekton no longer serves',
    why: 'the API server refuses the object: "no matches for kind"',
    source: 'config/300-*.yaml of tektoncd/pipeline and tektoncd/triggers (served versions)',
    severity: 'error',
    on: 'object',
    check: checkKind,
  },
];

const PIPELINE = ['tekton.dev/v1', 'tekton.dev/v1beta1'];
const TRIGGERS = ['triggers.tekton.dev/v1beta1', 'triggers.tekton.dev/v1alpha1'];
const INTERCEPTORS = ['triggers.tekton.dev/v1alpha1'];

/** The apiVersions of each kind, the preferred one first. */
const served: ReadonlyMap<string, readonly string[]> = new Map([
  ['Task', PIPELINE],
  ['Pipeline', PIPELINE],
  ['TaskRun', PIPELINE],
  ['PipelineRun', PIPELINE],
  ['StepAction', ['tekton.dev/v1beta1', 'tekton.dev/v1alpha1']],
  ['CustomRun', ['tekton.dev/v1beta1']],
  ['VerificationPolicy', ['tekton.dev/v1alpha1']],
  ['ResolutionRequest', ['resolution.tekton.dev/v1beta1', 'resolution.tekton.dev/v1alpha1']],
  ['EventListener', TRIGGERS],
  ['Trigger', TRIGGERS],
  ['TriggerBinding', TRIGGERS],
  ['TriggerTemplate', TRIGGERS],
  ['ClusterTriggerBinding', TRIGGERS],
  ['ClusterInterceptor', INTERCEPTORS],
  ['Interceptor', INTERCEPTORS],
]);

const groups: ReadonlySet<string> = new Set(['tekton.dev', 'triggers.tekton.dev', 'resolution.tekton.dev']);

/** Kinds that Tekton removed, and their replacements. */
const removed: ReadonlyMap<string, string> = new Map([
  ['PipelineResource', 'use params, results and workspaces, and the git-clone Task for a repository'],
  ['ClusterTask', 'use a Task and the cluster resolver'],
  ['Condition', 'use when in the pipeline task'],
  ['Run', 'use a CustomRun of tekton.dev/v1beta1'],
]);

function checkKind({ apiVersion, kind }: ObjectView, context: Context, report: Report): void {
  const versions = served.get(kind);
  if (versions?.includes(apiVersion)) return;
  const group = apiVersion.split('/')[0] ?? '';
  if (kind === '' || !groups.has(group)) return;
  const way = removed.get(kind);
  if (way !== undefined) report(['kind'], `Tekton removed the kind ${kind}`, way);
  else if (versions !== undefined)
    report(['apiVersion'], `unknown apiVersion ${quoted(apiVersion)} of ${kind}; expected one of: ${versions.join(', ')}`);
  else reportUnknown(kind, group, context, report);
}

function reportUnknown(kind: string, group: string, context: Context, report: Report): void {
  const inGroup = [...served].flatMap(([name, versions]) => (versions.some((version) => version.startsWith(`${group}/`)) ? [name] : []));
  report(['kind'], `unknown kind ${quoted(kind)} of ${group}${context.suggest(kind, inGroup)}`);
}
