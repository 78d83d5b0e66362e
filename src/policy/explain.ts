import type { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isOwned, isTektonObject, ownJsonOf } from '../synth';
import { applyPolicy, policiesFor } from './added';
import { fieldsThatDiffer, type PolicyChange } from './changes';

/** The changes of all policies, including those of outer scopes, to the constructs of the scope. */
export function explainPolicies(scope: IConstruct): PolicyChange[] {
  const { root, path } = scope.node;
  const isBelow = (construct: IConstruct) => construct.node.scopes.some(({ node }) => node.path === path);
  return root.node
    .findAll()
    .filter(isTektonObject)
    .filter((object) => isBelow(ownerOf(object)))
    .flatMap(changesOf);
}

function ownerOf(object: ApiObject): IConstruct {
  return isOwned(object) ? object.owner : object;
}

function changesOf(object: ApiObject): PolicyChange[] {
  const owner = ownerOf(object);
  const { kind } = object;
  const changes: PolicyChange[] = [];
  let before = ownJsonOf(object);
  for (const one of policiesFor(owner)) {
    // a copy, because a handler that mutates its part would also change `before`
    const after = applyPolicy(one, owner, structuredClone(before));
    for (const change of fieldsThatDiffer(before, after)) changes.push({ construct: owner.node.path, kind, ...change, policy: one.name });
    before = after;
  }
  return changes;
}
