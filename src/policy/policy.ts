import type { IConstruct } from 'constructs';
import type { Manifest } from '../spec';
import { capturePlace, changeManifests, known, refuse } from '../synth';
import { addPolicy, applyPolicy, type PolicyOptions, policiesFor } from './added';
import { type PolicyChange, printChanges } from './changes';
import { checkVisitor } from './check-visitor';
import { explainPolicies } from './explain';
import { recordWhenAsked } from './record';
import type { PolicyVisitor, Visit } from './visitor';

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
    if (scope?.node === undefined) refuse({}, 'Policy.of', scope, 'give an App, a Chart or another construct');
    return new Policy(scope);
  }

  /**
   * What the policies change in the scope, those of outer scopes too; in the order of the constructs, for each in that of the policies.
   * @example
   * process.stdout.write(Policy.print(Policy.explain(app)));
   */
  static explain(scope: IConstruct): readonly PolicyChange[] {
    return explainPolicies(scope);
  }

  /** The changes as text, a line each: construct, field, value before and after, policy. */
  static print(changes: readonly PolicyChange[]): string {
    return printChanges(changes);
  }

  /** Adds a policy after those that the scope has. A function alone is given every object, as `object` is. */
  add(policy: PolicyVisitor | Visit<Manifest>, options: PolicyOptions = {}): this {
    const { except = [] } = known('PolicyOptions', options, this.scope, { where: 'Policy.add' });
    checkVisitor(this.scope, policy, except);
    const visitor = typeof policy === 'function' ? { name: policy.name, object: policy } : policy;
    const isFirst = addPolicy(this.scope, { name: visitor.name || 'policy', visitor, except, place: capturePlace() });
    changeManifests(this.scope, (construct, manifest) =>
      policiesFor(construct).reduce((made, one) => applyPolicy(one, construct, made), manifest),
    );
    if (isFirst) recordWhenAsked(this.scope.node.root);
    return this;
  }
}
