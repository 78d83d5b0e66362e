import { quoted } from '../../diagnostics';
import { lowerCase, reportTwice } from '../checks/given-params';
import type { Report, Rule } from '../contract/rule';
import { isLabelKey } from '../notation/name';
import type { Context } from '../set/context';
import type { ReferenceView } from '../view/views';

/** Rules about references to Tasks, Pipelines and StepActions. */
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
    stricter: 'Tekton resolves the reference only in the run; the cluster could have another object of that name',
    on: 'reference',
    check: checkNamespace,
  },
];

const URL_LIKE = /[\w-]:\//;

function checkForm({ ref, kind }: ReferenceView, context: Context, report: Report): void {
  const { name = '', params } = ref;
  // Tekton adds the default resolver to a reference without a name
  const resolver = ref.resolver || (name === '' && kind !== 'StepAction' ? context.options.feature('default-resolver-type', '') : '');
  if (name === '' && resolver === '' && params === undefined) {
    report([], `the reference has neither the name of a ${kind} nor a resolver`);
    return;
  }
  if (params !== undefined && name !== '') report(['params'], 'params belong to a resolver; a reference by name has none');
  else if (params !== undefined && resolver === '') report(['params'], 'params belong to a resolver, but the reference has none');
  reportTwice(params, (at) => ['params', at, 'name'], report, lowerCase);
  if (name === '') return;
  const isConcise = context.options.feature('enable-concise-resolver-syntax', 'false') === 'true';
  if (URL_LIKE.test(name)) {
    if (!isConcise) report(['name'], `the cluster refuses the address ${quoted(name)} as a name`, 'use resolver and params');
    else if (resolver === '') report(['resolver'], `the address ${quoted(name)} needs a resolver`);
  } else if (resolver !== '')
    report(['name'], `the reference has both name ${quoted(name)} and resolver ${quoted(resolver)}; use one of them`);
  else if (!isLabelKey(name)) report(['name'], `invalid ${kind} name ${quoted(name)}`);
}

function checkNamespace({ ref, kind, namespace }: ReferenceView, context: Context, report: Report): void {
  const { name = '', resolver } = ref;
  if (kind === 'StepAction' || name === '' || resolver || namespace === '') return;
  const found = context.lookup.namespacesOf(kind, name);
  if (found.length === 0 || found.includes(namespace) || found.includes('')) return;
  report(
    ['name'],
    `${kind} ${quoted(name)} is in namespace ${found.map(quoted).join(', ')}, but the reference needs it in ${quoted(namespace)}`,
  );
}
