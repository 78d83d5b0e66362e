import { quoted } from '../../diagnostics';
import { lowerCase, reportTwice } from '../checks/given-params';
import type { Report, Rule } from '../contract/rule';
import { isLabelKey } from '../notation/name';
import type { Context } from '../set/context';
import type { ReferenceView } from '../view/views';

/** References to Tasks, Pipelines and StepActions. */
export const referenceRules: readonly Rule[] = [
  {
    code: 'TW241',
    slug: 'incomplete-reference',
    title: 'reference without name or resolver',
    why: 'admission refuses the object',
    source: 'pkg/apis/pipeline/v1/container_validation.go validateRef',
    severity: 'error',
    on: 'reference',
    check: checkForm,
  },
  {
    code: 'TW401',
    slug: 'cross-namespace-reference',
    title: 'reference to an object in another namespace',
    why: 'the run fails at once with CouldntGetTask or CouldntGetPipeline',
    source: 'pkg/reconciler/taskrun/resources/taskref.go GetTaskFunc',
    severity: 'error',
    stricter: 'Tekton looks only when it runs; another object of that name could be in the cluster',
    on: 'reference',
    check: checkNamespace,
  },
];

const URL_LIKE = /[\w-]:\//;

function checkForm({ ref, kind }: ReferenceView, context: Context, report: Report): void {
  const { name = '', params } = ref;
  // Tekton puts it into a reference that says nothing else
  const resolver = ref.resolver || (name === '' && kind !== 'StepAction' ? context.options.feature('default-resolver-type', '') : '');
  if (name === '' && resolver === '' && params === undefined) {
    report([], `the reference names neither a ${kind} nor a resolver`);
    return;
  }
  if (params !== undefined && name !== '') report(['params'], 'params belong to a resolver; a reference by name has none');
  else if (params !== undefined && resolver === '') report(['params'], 'params belong to a resolver, and there is none');
  reportTwice(params, (at) => ['params', at, 'name'], report, lowerCase);
  if (name === '') return;
  const isConcise = context.options.feature('enable-concise-resolver-syntax', 'false') === 'true';
  if (URL_LIKE.test(name)) {
    if (!isConcise) report(['name'], `${quoted(name)} is an address, which the cluster refuses`, 'use resolver and params');
    else if (resolver === '') report(['resolver'], `${quoted(name)} is an address and needs a resolver`);
  } else if (resolver !== '') report(['name'], `${quoted(name)} is given beside resolver ${quoted(resolver)}; use one of them`);
  else if (!isLabelKey(name)) report(['name'], `${quoted(name)} is no name of a ${kind}`);
}

function checkNamespace({ ref, kind, namespace }: ReferenceView, context: Context, report: Report): void {
  const { name = '', resolver } = ref;
  if (kind === 'StepAction' || name === '' || resolver || namespace === '') return;
  const found = context.lookup.namespacesOf(kind, name);
  if (found.length === 0 || found.includes(namespace) || found.includes('')) return;
  report(['name'], `${kind} ${quoted(name)} lies in namespace ${found.map(quoted).join(', ')}, and is looked for in ${quoted(namespace)}`);
}
