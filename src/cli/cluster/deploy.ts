import {
  type Applied,
  beforeApplying,
  ClusterError,
  type Component,
  ConflictError,
  component,
  Inventory,
  type InventoryItem,
  idOf,
  idText,
  inOrder,
  isRun,
  type ObjectId,
  PipelineOrchestrator,
  PrepareError,
  uidOf,
} from '../../deploy';
import type { Manifest } from '../../spec';
import { type Call, type Command, exit, outputOption, UsageError } from '../command';
import { ApiCluster } from './api-cluster';
import { changeLines, changeOf, type ObjectChange } from './changes';
import { connect } from './connection';
import { loadManifests } from './load-manifests';
import { clusterChoice, clusterOptions, secondsOf } from './options';
import { ReadingCluster } from './reading-cluster';
import { waitUntilReady } from './wait';

/** `tekwire deploy`: applies manifests and the Tasks that they need. */
export const deploy: Command = {
  name: 'deploy',
  summary: 'apply manifests and the Tasks that they need to a cluster',
  calls: ['OPTIONS FILE|DIR|-...'],
  about: `Prepares, then deploys. First it loads the Task of every --component, looks for those of Helm releases and for all other Tasks that the
Pipelines name, and asks the API server in a dry run whether it accepts every object; if anything is wrong, nothing is applied. Then it
applies the Tasks of components and the manifests, server-side with the field manager tekwire; fields of other managers are never taken.
Runs are left out, because creating one starts it. An interrupted call is completed by the same call.

A component is a path (a file, or a folder with task.yaml), an https URL, if wanted with #sha256:HEX, the digest of the file, or
helm://RELEASE/TASK, a Task that a Helm release has installed; pkg:helm/RELEASE/TASK is the same. Needs the package @kubernetes/client-node.`,
  options: {
    component: { type: 'string', short: 'c', multiple: true, default: [], value: 'REFERENCE', summary: 'a Task that the Pipelines need' },
    'dry-run': {
      type: 'string',
      default: 'none',
      value: 'MODE',
      summary: 'print what would change, and change nothing',
      choices: {
        none: { summary: 'deploy' },
        client: { summary: 'reads only; what the server adds is estimated' },
        server: { summary: 'the server answers what it would do' },
      },
    },
    name: { type: 'string', value: 'NAME', summary: 'keep an inventory of the objects in the ConfigMap tekwire-inventory-NAME' },
    prune: { type: 'boolean', default: false, summary: 'delete what the inventory of --name lists and the manifests no longer have' },
    wait: { type: 'boolean', default: false, summary: 'wait until event listeners, Deployments, namespaces and new kinds are ready' },
    timeout: { type: 'string', value: 'SECONDS', default: '300', summary: 'how long --wait waits' },
    output: outputOption({ human: { summary: 'a line for each object' }, json: { summary: 'one JSON object per line' } }),
    ...clusterOptions,
  },
  examples: {
    'deploy dist': 'apply what cdk8s synth has written',
    'deploy --component helm://security-tasks/gosec --component ./tasks/lint dist': 'with a Task of a Helm release, and one of a folder',
    'deploy --dry-run=server dist': 'what the API server would change',
    'deploy --name ci --prune --wait dist': 'delete what an earlier deployment named ci has applied and dist no longer has',
  },
  exits: {
    0: 'deployed, or nothing to change',
    1: 'a component is missing, the cluster refuses an object, fields have another manager, or --wait timed out',
    2: 'invalid arguments or nothing to deploy',
    3: 'a file cannot be read, or the cluster cannot be reached or stopped answering',
  },
  run: runDeploy,
};

async function runDeploy(call: Call): Promise<number> {
  const { options, err } = call;
  const name = nameOf(call);
  const seconds = secondsOf('timeout', String(options.timeout));
  const choice = clusterChoice(call);
  const components = [options.component].flat().map((one) => usable(String(one)));
  const manifests = loadManifests(call).map(({ manifest }) => manifest);
  const runs = manifests.filter(isRun);
  if (runs.length > 0) err(`left out: ${listed(runs)}; creating a run starts it: kubectl create -f FILE`);
  const connection = await connect(choice);
  if (connection.isInsecure) err(`warning: the kubeconfig turns off the verification of ${connection.server}'s certificate`);
  const api = new ApiCluster(connection);
  try {
    return await deployTo(api, { call, components, manifests: manifests.filter((one) => !isRun(one)), name, seconds });
  } catch (error) {
    if (!(error instanceof PrepareError) && !(error instanceof ClusterError)) throw error;
    err(error.message);
    return codeOf(error);
  }
}

interface Plan {
  readonly call: Call;
  readonly components: readonly ReturnType<typeof component>[];
  readonly manifests: readonly Manifest[];
  readonly name: string | undefined;
  readonly seconds: number;
}

async function deployTo(api: ApiCluster, { call, components, manifests, name, seconds }: Plan): Promise<number> {
  const { options } = call;
  const mode = options['dry-run'];
  const isDryRun = mode !== 'none';
  const cluster = mode === 'client' ? new ReadingCluster(api) : api;
  const applied: Applied[] = [];
  const onApplied = (one: Applied) => {
    applied.push(one);
    print(call, changeOf(one, api.namespace), isDryRun);
  };
  let inventory = name === undefined ? undefined : await beforeApplying(() => Inventory.read(api, name));
  const tasks: Manifest[] = [];
  // before anything is applied, so that an interrupted deployment forgets nothing
  const onPrepared = async () => {
    inventory = await inventory?.add(idsOf(tasks, manifests, api.namespace).map((id) => ({ ...id, uid: '' })));
  };
  const loaded = components.map((one) => (one.isManagedByHelm ? one : { ...one, task: () => remember(one, tasks) }));
  const orchestrator = new PipelineOrchestrator({ cluster, manifests, isDryRun, onApplied, onPrepared });
  await orchestrator.prepare(loaded);
  const ids = idsOf(tasks, manifests, api.namespace);
  const stale = options.prune === true ? (inventory?.staleBesides(ids) ?? []) : [];
  if (isDryRun) {
    for (const item of stale) print(call, { ...item, change: 'deleted', fields: [] }, true);
    return exit.ok;
  }
  await orchestrator.deploy(api);
  const items = itemsOf(applied, api.namespace);
  inventory = await inventory?.add(items);
  if (options.wait === true && !(await waitUntilReady(api, ids, seconds, call))) return exit.findings;
  if (inventory !== undefined && options.prune === true) await prune(inventory, stale, items, call);
  return exit.ok;
}

async function prune(inventory: Inventory, stale: readonly InventoryItem[], items: readonly InventoryItem[], call: Call): Promise<void> {
  const { deleted, kept } = await inventory.prune(stale);
  for (const one of deleted) print(call, { ...one, change: 'deleted', fields: [] }, false);
  for (const { item, reason } of kept) call.err(`kept: ${idText(item)} ${reason}`);
  await inventory.replace([...items, ...kept.map(({ item }) => item)]);
}

async function remember(one: Component, tasks: Manifest[]): Promise<Manifest> {
  const task = await one.task();
  tasks.push(task);
  return task;
}

function idsOf(tasks: readonly Manifest[], manifests: readonly Manifest[], namespace: string): readonly ObjectId[] {
  return inOrder([...tasks, ...manifests]).map((manifest) => idOf(manifest, namespace));
}

function itemsOf(applied: readonly Applied[], namespace: string): readonly InventoryItem[] {
  return applied.map(({ manifest }) => ({ ...idOf(manifest, namespace), uid: uidOf(manifest) }));
}

function print({ options, out }: Call, change: ObjectChange, isPlan: boolean): void {
  if (options.output === 'json') out(JSON.stringify({ ...change, dryRun: isPlan }));
  else out(changeLines(change, isPlan).join('\n'));
}

function listed(manifests: readonly Manifest[]): string {
  return manifests.map(({ kind = '', metadata }) => idText({ kind, name: metadata?.name ?? metadata?.generateName ?? '' })).join(', ');
}

/** @throws UsageError when --prune lacks a name, or the name cannot be part of an object's name */
function nameOf({ options }: Call): string | undefined {
  const { name, prune } = options;
  if (typeof name !== 'string') {
    if (prune === true) throw new UsageError('--prune needs --name NAME: only what the inventory of that name lists is deleted');
    return undefined;
  }
  if (!/^[a-z0-9]([-a-z0-9]{0,60}[a-z0-9])?$/.test(name))
    throw new UsageError(`--name: "${name}" is not lower-case letters, digits and "-"`);
  return name;
}

/** @throws UsageError when the text is not a reference */
function usable(text: string): ReturnType<typeof component> {
  try {
    return component(text);
  } catch (error) {
    throw new UsageError(`--component ${(error as Error).message}`);
  }
}

const REFUSALS: ReadonlySet<string> = new Set(['conflict', 'refused', 'missing', 'unknown-kind', 'forbidden']);

/** A cluster that answers no is a finding; one that does not answer is a failure. */
export function codeOf(error: PrepareError | ClusterError): number {
  return error instanceof PrepareError || error instanceof ConflictError || REFUSALS.has(error.reason) ? exit.findings : exit.failure;
}
