import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { InterceptorUse } from '../view/trigger-view';
import { coreInterceptors, eachInterceptor } from './interceptors';

/** Rules about references to interceptors. */
export const interceptorNamesRules: readonly Rule[] = [
  {
    code: 'TW627',
    slug: 'unknown-interceptor',
    title: 'misspelt interceptor, or an unknown kind of interceptor',
    why: 'the EventListener finds no such interceptor, every event fails, and Triggers creates nothing',
    source: 'triggers pkg/sink/sink.go ExecuteInterceptors; pkg/apis/triggers/v1beta1/trigger_types.go InterceptorKind',
    severity: 'error',
    stricter: 'a cluster can have interceptors of its own; only names similar to one of Triggers are reported',
    on: ['EventListener', 'Trigger'],
    check: eachInterceptor(check),
  },
];

const KINDS = ['ClusterInterceptor', 'NamespacedInterceptor'];

function check({ ref }: InterceptorUse, report: Report, context: Context): void {
  const { lookup } = context;
  const { name = '', kind = '' } = ref ?? {};
  if (kind !== '' && !KINDS.includes(kind)) {
    report(['ref', 'kind'], `unknown kind of interceptor ${quoted(kind)}${context.expect(kind, KINDS)}`);
    return;
  }
  if (kind === 'NamespacedInterceptor' || name === '' || coreInterceptors.includes(name) || name.includes('$(')) return;
  if (lookup.isExternal('ClusterInterceptor', name) || lookup.namesOf('ClusterInterceptor').includes(name)) return;
  const meant = meantCore(name.trim().toLowerCase(), context);
  if (meant !== undefined)
    report(
      ['ref', 'name'],
      `unknown ClusterInterceptor ${quoted(name)} (Triggers has: ${coreInterceptors.join(', ')}); did you mean ${quoted(meant)}?`,
      `if it is one of your own, check its file too, or pass --external ClusterInterceptor/${name}`,
    );
}

/** The interceptor of Triggers that a name is a misspelling of. "github-enterprise" and GitBucket are others. */
function meantCore(name: string, context: Context): string | undefined {
  if (coreInterceptors.includes(name)) return name;
  if (name === 'gitbucket' || coreInterceptors.some((core) => name.includes(core))) return undefined;
  return context.meant(name, coreInterceptors);
}
