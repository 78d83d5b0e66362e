import { type FieldPath, quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { items } from '../view/view';
import type { ReferenceView } from '../view/views';
import { type Resolver, resolvers } from './resolvers';

const STRICTER = 'admission does not check the params of a resolver; the resolver refuses them when the run starts';

/** Rules about references to the built-in resolvers of Tekton. */
export const resolverParamRules: readonly Rule[] = [
  {
    code: 'TW338',
    slug: 'unknown-resolver',
    title: 'misspelt resolver',
    why: 'no resolver answers the ResolutionRequest, and the run waits until it times out',
    source: 'pkg/resolution/resolver/framework/reconciler.go; docs/resolution.md',
    severity: 'error',
    stricter: 'a cluster can have resolvers of its own; only names similar to a built-in one are reported',
    on: 'reference',
    check: checkName,
  },
  {
    code: 'TW339',
    slug: 'invalid-resolver-params',
    title: 'missing or contradictory params of a resolver',
    why: 'the run fails with CouldntGetTask or CouldntGetPipeline',
    source: 'pkg/resolution/resolver/{git,bundle,hub,http,cluster}/resolver.go ValidateParams',
    severity: 'error',
    stricter: STRICTER,
    on: 'reference',
    check: (view, context, report) => {
      const resolver = resolvers.get(view.ref.resolver ?? '');
      if (resolver !== undefined) checkParams(view, resolver, context, report);
    },
  },
  {
    code: 'TW340',
    slug: 'unknown-resolver-param',
    title: 'unknown param of a resolver',
    why: 'the value has no effect; params of the Task or Pipeline belong next to the reference, not inside it',
    source: 'pkg/resolution/resolver/{git,bundle,hub,http,cluster}/params.go',
    severity: 'error',
    stricter: STRICTER,
    on: 'reference',
    check: checkUnknown,
  },
];

function checkName({ ref: { resolver = '' } }: ReferenceView, context: Context, report: Report): void {
  if (resolver === '' || resolvers.has(resolver) || resolver.includes('$(')) return;
  const meant = resolver.trim().toLowerCase();
  const near = resolvers.has(meant) ? meant : /did you mean "(.*)"/.exec(context.suggest(meant, resolvers.keys()))?.[1];
  if (near !== undefined) report(['resolver'], `unknown resolver ${quoted(resolver)}; did you mean ${quoted(near)}?`);
}

/** The values of the params; undefined for values that are known only in the run. */
function valuesOf({ ref }: ReferenceView): ReadonlyMap<string, string | undefined> {
  return new Map(
    items(ref.params).map(({ item: { name = '', value } }) => [
      name,
      typeof value === 'string' && !/\$\(|\{\{/.test(value) ? value : undefined,
    ]),
  );
}

function checkParams(view: ReferenceView, resolver: Resolver, context: Context, report: Report): void {
  const values = valuesOf(view);
  const has = (name: string) => values.has(name) && values.get(name) !== '';
  const fieldOf = (name: string): FieldPath => {
    const at = items(view.ref.params).find(({ item }) => item.name === name)?.at;
    return at === undefined ? ['params'] : ['params', at, 'value'];
  };
  for (const name of resolver.needs)
    if (!has(name))
      report(['params'], `the ${view.ref.resolver} resolver needs param ${quoted(name)}${unknownLike(view, name, resolver, context)}`);
  for (const problem of resolver.problems?.(has, values) ?? []) report(fieldOf(problem.param), problem.message);
  for (const [name, allowed] of Object.entries({ ...resolver.words, cache: ['always', 'never', 'auto'] })) {
    const value = values.get(name);
    if (value !== undefined && value !== '' && !allowed.includes(resolver.isAnyCase ? value.toLowerCase() : value))
      report(fieldOf(name), `unknown ${name} ${quoted(value)}; expected one of: ${allowed.join(', ')}`);
  }
}

/** The given param that was likely intended to be the missing one. */
function unknownLike({ ref }: ReferenceView, missing: string, { knows, needs }: Resolver, context: Context): string {
  const all = new Set([...knows, ...needs]);
  const unknown = items(ref.params).flatMap(({ item: { name = '' } }) => (all.has(name) ? [] : [name]));
  const meant = unknown.find(
    (name) => missing.toLowerCase().includes(name.toLowerCase()) || context.suggest(name, [missing]).includes('did you mean'),
  );
  return meant === undefined ? '' : `; unknown param ${quoted(meant)}`;
}

function checkUnknown(view: ReferenceView, context: Context, report: Report): void {
  const resolver = resolvers.get(view.ref.resolver ?? '');
  if (resolver === undefined) return;
  const all = new Set([...resolver.needs, ...resolver.knows, 'cache']);
  for (const { at, item } of items(view.ref.params)) {
    const { name = '' } = item;
    if (!all.has(name))
      report(['params', at, 'name'], `unknown param ${quoted(name)} of the ${view.ref.resolver} resolver${context.suggest(name, all)}`);
  }
}
