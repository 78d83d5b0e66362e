import type { IConstruct } from 'constructs';
import { quoted } from '../diagnostics';
import type { PipelineTask } from '../pipeline';
import type { Manifest } from '../spec';
import { reportMistake, type SourceLocation } from '../synth';
import type { Exceptions } from './excepted';
import { normalise } from './normalise';
import type { PolicyVisitor } from './visitor';
import { Walk } from './walk';

/** Options of an added policy. */
export interface PolicyOptions {
  /**
   * What the policy does not change: constructs, with everything below them and the pipeline tasks that run them; and single pipeline tasks,
   * as `add` returned them (of an `EmbeddedPipeline`: by their name in any pipeline of a run or pipeline). What excepts nothing is a warning
   * at synth (TW284). @default - none
   */
  readonly except?: readonly (IConstruct | PipelineTask)[];
}

/** A policy that was added to a scope. */
export interface AddedPolicy {
  readonly name: string;
  readonly visitor: PolicyVisitor;
  readonly except: Exceptions;
  /** Where the program added it. */
  readonly location: SourceLocation;
}

// by path, which is known of a construct that is removed, too
const added = new WeakMap<IConstruct, Map<string, AddedPolicy[]>>();

/** Adds a policy to the scope and returns whether it is the first of its app. */
export function addPolicy(scope: IConstruct, policy: AddedPolicy): boolean {
  const { root, path } = scope.node;
  const ofApp = added.get(root) ?? new Map<string, AddedPolicy[]>();
  const isFirst = ofApp.size === 0;
  added.set(root, ofApp);
  ofApp.set(path, [...(ofApp.get(path) ?? []), policy]);
  return isFirst;
}

/** The policies that apply to the construct, in order. */
export function policiesFor(construct: IConstruct): AddedPolicy[] {
  const { scopes, root } = construct.node;
  const ofApp = added.get(root);
  if (ofApp === undefined) return [];
  const paths = scopes.map(({ node }) => node.path);
  return paths.flatMap((path) => ofApp.get(path) ?? []).filter(({ except }) => !except.covers(paths));
}

/** Applies the policy to the manifest and returns the result. @throws Error when the policy throws, or does not support the manifest's apiVersion */
export function applyPolicy({ name, visitor, except, location }: AddedPolicy, construct: IConstruct, manifest: Manifest): Manifest {
  // noted first, because a policy may change the manifest in place
  const before = identityOf(manifest);
  const walk = new Walk(name, visitor, construct, String(manifest.kind), (task, field) => except.coversTask(task, construct, field));
  const made = normalise(walk.object(manifest), name, construct.node.path);
  const after = identityOf(made);
  const fields = (['apiVersion', 'kind', 'name'] as const).filter(
    (field) => before[field] !== after[field] && !(field === 'name' && RUNS.has(before.kind)),
  );
  for (const field of fields) {
    const message = `policy ${quoted(name)} makes ${after[field] === undefined ? 'nothing' : quoted(after[field])} of ${quoted(before[field])}, by which other objects refer to this one; keep the ${field} as it is, and change the construct instead`;
    reportMistake(construct, { code: 'TW287', where: field === 'name' ? 'metadata.name' : field, message, location });
  }
  return fields.length === 0 ? made : withIdentity(made, before);
}

const RUNS: ReadonlySet<unknown> = new Set(['PipelineRun', 'TaskRun', 'CustomRun']);

/** Other objects refer to this one by kind and name, and would not follow; nothing refers to a run. */
interface Identity extends Pick<Manifest, 'apiVersion' | 'kind'> {
  readonly name?: string | undefined;
}

function identityOf({ apiVersion, kind, metadata }: Manifest): Identity {
  return { apiVersion, kind, name: metadata?.name };
}

function withIdentity(made: Manifest, { apiVersion, kind, name }: Identity): Manifest {
  return { ...made, apiVersion, kind, metadata: { ...made.metadata, ...(name !== undefined && { name }) } };
}
