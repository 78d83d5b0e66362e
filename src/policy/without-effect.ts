import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import type { AddedPolicy } from './added';
import type { PolicyVisitor } from './visitor';

/** Descriptions of the parts of a policy that have matched nothing, by policy. */
const idleParts = new WeakMap<PolicyVisitor, () => readonly string[]>();

/** Notes how to find the parts of a policy that have matched nothing in the manifests so far. */
export function noteIdle(visitor: PolicyVisitor, idle: () => readonly string[]): PolicyVisitor {
  idleParts.set(visitor, idle);
  return visitor;
}

/** Returns warnings for the parts of a policy that matched nothing in the rendered manifests, and for its exceptions that cover nothing. */
export function withoutEffect(scope: IConstruct, { name, visitor, except }: AddedPolicy): Diagnostic[] {
  const parts = (idleParts.get(visitor)?.() ?? []).map((message) => warning(scope, `Policy.add "${name}"`, message));
  const exceptions = except.idle(visitor).map((one) => {
    const message = `${one} excepts nothing; the policy "${name}" changes neither it nor a pipeline task that runs it in this scope`;
    return warning(scope, 'Policy.add except', message);
  });
  return [...parts, ...exceptions];
}

function warning({ node }: IConstruct, where: string, message: string): Diagnostic {
  return { code: 'TW284', severity: 'warning', origin: node.path, index: 0, field: ['options'], where, message };
}
