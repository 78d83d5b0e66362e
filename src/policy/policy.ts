import type { IConstruct } from 'constructs';
import type { Manifest } from '../spec';
import { changeManifests, type TektonObject } from '../task';
import { fieldsThatDiffer, type PolicyChange, printChanges } from './changes';
import { isOurs } from './ours';
import { settle } from './settle';
import type { PolicyVisitor, Visit } from './visitor';
import { Walk } from './walk';

/** Where a policy holds. */
export interface PolicyOptions {
  /** Constructs that the policy leaves alone, with all that is below them. @default - none */
  readonly except?: readonly IConstruct[];
}

interface AddedPolicy {
  readonly name: string;
  readonly visitor: PolicyVisitor;
  readonly except: readonly IConstruct[];
}

const added = new WeakMap<IConstruct, AddedPolicy[]>();

/**
 * What a whole scope has in common: where images come from, what containers may do, which labels objects have. Policies change what is
 * emitted; the constructs stay as they are, and the rules judge the result. They come after `overrides` and JSON patches. Those of
 * outer scopes come first, those of one scope in the order in which they were added; each sees what those before it have made.
 * @example
 * Policy.of(app).add(mirrorImages({ 'docker.io': 'registry.acme.example/docker' }));
 * Policy.of(chart).add({ name: 'quiet', step: (step) => ({ ...step, env: [...(step.env ?? []), { name: 'CI', value: 'true' }] }) });
 */
export class Policy {
  private constructor(private readonly scope: IConstruct) {}

  /** The policies of an App, a Chart or any other construct, and of all that is below it now or later. */
  static of(scope: IConstruct): Policy {
    return new Policy(scope);
  }

  /**
   * What the policies change in the scope, those of outer scopes too; in the order of the constructs, for each in that of the policies.
   * @example
   * process.stdout.write(Policy.print(Policy.explain(app)));
   */
  static explain(scope: IConstruct): readonly PolicyChange[] {
    return scope.node.root.node
      .findAll()
      .filter(isOurs)
      .filter(({ owner }) => owner.node.scopes.includes(scope))
      .flatMap(changesOf);
  }

  /** The changes as text, a line each: construct, field, value before and after, policy. */
  static print(changes: readonly PolicyChange[]): string {
    return printChanges(changes);
  }

  /** Adds a policy after those that the scope has. A function alone is given every object, as `object` is. */
  add(policy: PolicyVisitor | Visit<Manifest>, { except = [] }: PolicyOptions = {}): this {
    const visitor = typeof policy === 'function' ? { name: policy.name, object: policy } : policy;
    const list = added.get(this.scope) ?? [];
    added.set(this.scope, [...list, { name: visitor.name || 'policy', visitor, except }]);
    changeManifests(this.scope, ({ owner }, manifest) => policiesFor(owner).reduce((made, one) => apply(one, owner, made), manifest));
    return this;
  }
}

function policiesFor(construct: IConstruct): AddedPolicy[] {
  const { scopes } = construct.node;
  return scopes.flatMap((scope) => added.get(scope) ?? []).filter(({ except }) => !except.some((one) => scopes.includes(one)));
}

function apply({ name, visitor }: AddedPolicy, construct: IConstruct, manifest: Manifest): Manifest {
  const made = new Walk(name, visitor, construct, String(manifest.kind)).object(manifest);
  return settle(made, `policy "${name}" at ${construct.node.path}`);
}

function changesOf(object: TektonObject): PolicyChange[] {
  const { owner, kind } = object;
  const changes: PolicyChange[] = [];
  let before = object.ownJson();
  for (const one of policiesFor(owner)) {
    // a copy, because a handler that changes its part in place would change `before` too
    const after = apply(one, owner, structuredClone(before));
    for (const change of fieldsThatDiffer(before, after)) changes.push({ construct: owner.node.path, kind, ...change, policy: one.name });
    before = after;
  }
  return changes;
}
