import type { IConstruct } from 'constructs';
import type { Manifest } from '../spec';
import { attempt, captureLocation, changeManifests, checkAtSynth, known, refuse } from '../synth';
import { addPolicy, applyPolicy, type PolicyOptions, policiesFor } from './added';
import { type PolicyChange, printChanges } from './changes';
import { checkVisitor } from './check-visitor';
import { Exceptions } from './excepted';
import { explainPolicies } from './explain';
import { recordWhenAsked } from './record';
import type { PolicyVisitor, Visit } from './visitor';
import { withoutEffect } from './without-effect';

/**
 * Settings for a whole scope: image registries, container security, labels. Policies change the emitted manifests, not the constructs, and
 * the rules check the changed manifests. They apply after `overrides` and JSON patches; policies of outer scopes apply first, policies of
 * one scope in the order in which they were added, each to the result of the one before.
 * @example
 * Policy.of(app).add(mirrorImages({ 'docker.io': 'registry.acme.example/docker' }));
 * Policy.of(chart).add({ name: 'quiet', step: (step) => ({ ...step, env: [...(step.env ?? []), { name: 'CI', value: 'true' }] }) });
 */
export class Policy {
  private constructor(private readonly scope: IConstruct) {}

  /** Returns the policies of an App, a Chart or any other construct; they apply to everything below it, now or later. */
  static of(scope: IConstruct): Policy {
    if (scope?.node === undefined) refuse({}, 'Policy.of', scope, 'an App, a Chart or another construct');
    return new Policy(scope);
  }

  /**
   * Returns the changes of all policies, including those of outer scopes, in the scope; ordered by construct, then by policy.
   * @example
   * process.stdout.write(Policy.print(Policy.explain(app)));
   */
  static explain(scope: IConstruct): readonly PolicyChange[] {
    if (scope?.node === undefined) refuse({}, 'Policy.explain', scope, 'an App, a Chart or another construct');
    return explainPolicies(scope);
  }

  /** Prints changes, one line each: construct, field, value before and after, policy. */
  static print(changes: readonly PolicyChange[]): string {
    return printChanges(changes);
  }

  /** Adds a policy after the existing ones of the scope. A plain function is called for every object, like `object` of a visitor. */
  add(policy: PolicyVisitor | Visit<Manifest>, options: PolicyOptions = {}): this {
    const { except = [] } = known('PolicyOptions', options, this.scope, { where: 'Policy.add' });
    if (!attempt(this.scope, () => checkVisitor(this.scope, policy, except))) return this;
    const visitor = typeof policy === 'function' ? { name: policy.name, object: policy } : policy;
    const made = { name: visitor.name || 'policy', visitor, except: new Exceptions(except), location: captureLocation() };
    const isFirst = addPolicy(this.scope, made);
    checkAtSynth(this.scope, () => withoutEffect(this.scope, made));
    changeManifests(this.scope, (construct, manifest) =>
      policiesFor(construct).reduce((made, one) => applyPolicy(one, construct, made), manifest),
    );
    if (isFirst) recordWhenAsked(this.scope.node.root);
    return this;
  }
}
