import type { IConstruct } from 'constructs';
import type { Manifest } from '../spec';
import { settle } from './settle';
import type { PolicyVisitor } from './visitor';
import { Walk } from './walk';

/** Where a policy holds. */
export interface PolicyOptions {
  /** Constructs that the policy leaves alone, with all that is below them. @default - none */
  readonly except?: readonly IConstruct[];
}

/** A policy of a scope. */
export interface AddedPolicy {
  readonly name: string;
  readonly visitor: PolicyVisitor;
  readonly except: readonly IConstruct[];
}

// by path, because a Task that `with` has changed stands in the place of another one
const added = new WeakMap<IConstruct, Map<string, AddedPolicy[]>>();

/** Adds a policy to the scope; tells whether it is the first of its app. */
export function addPolicy(scope: IConstruct, policy: AddedPolicy): boolean {
  const { root, path } = scope.node;
  const ofApp = added.get(root) ?? new Map<string, AddedPolicy[]>();
  const isFirst = ofApp.size === 0;
  added.set(root, ofApp);
  ofApp.set(path, [...(ofApp.get(path) ?? []), policy]);
  return isFirst;
}

/** The policies that hold for the construct, in their order. */
export function policiesFor(construct: IConstruct): AddedPolicy[] {
  const { scopes, root } = construct.node;
  const ofApp = added.get(root);
  if (ofApp === undefined) return [];
  const paths = scopes.map(({ node }) => node.path);
  return paths.flatMap((path) => ofApp.get(path) ?? []).filter(({ except }) => !except.some(({ node }) => paths.includes(node.path)));
}

/** What the policy makes of the manifest. @throws Error when the policy fails, or is given an older version than it is written for */
export function applyPolicy({ name, visitor }: AddedPolicy, construct: IConstruct, manifest: Manifest): Manifest {
  const made = new Walk(name, visitor, construct, String(manifest.kind)).object(manifest);
  return settle(made, `policy "${name}" at ${construct.node.path}`);
}
