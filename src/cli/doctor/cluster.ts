import { existsSync } from 'node:fs';
import { configuration, tryFindConfig } from '../../config';
import { noPolicyEngine, policyEngine } from '../../deploy';
import type { Manifest } from '../../spec';
import { runProgram } from '../fetch/program';
import { compareVersions, type Finding, fail, ok, warn } from './finding';

/** The version of Tekton whose rules are checked. */
const TEKTON = '1.15';

/** Which cluster is checked. */
interface Target {
  /** @default - the current context */
  readonly context?: string | undefined;
  /** The file with the contexts. @default - that of kubectl */
  readonly kubeconfig?: string | undefined;
}

/**
 * Checks the cluster of kubectl's context, if there is one: whether it answers, has Tekton, and has the flags that the checks assume.
 */
export async function checkCluster(folder: string, { context, kubeconfig }: Target): Promise<Finding[]> {
  const target = [
    ...(context === undefined ? [] : ['--context', context]),
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
  ];
  const kubectl = async (...args: string[]) => {
    return (await runProgram('kubectl', { args: [...args, ...target, '--request-timeout=10s'], purpose: 'cluster' })).toString();
  };
  const current = context === undefined ? await asked(() => kubectl('config', 'current-context')) : { text: context };
  // kubectl reads a missing file as one without a context
  const problem =
    kubeconfig !== undefined && !existsSync(kubeconfig)
      ? `${kubeconfig}: no such file`
      : /error loading config file.*/s.exec(current.error ?? '')?.[0];
  if (problem !== undefined)
    return [fail('cluster', `the kubeconfig cannot be read: ${problem}`, 'correct the file, or choose another one with --kubeconfig')];
  const name = current.text?.trim() ?? '';
  if (name === '') return [ok('cluster', 'no context in the kubeconfig, so no cluster was checked')];
  try {
    const { serverVersion } = JSON.parse(await kubectl('version', '-o', 'json')) as {
      readonly serverVersion: { readonly gitVersion: string };
    };
    return [
      ok('cluster', `Kubernetes ${serverVersion.gitVersion} (context ${name})`),
      ...(await checkTekton(folder, kubectl)),
      ...(await checkPolicies(kubectl)),
    ];
  } catch (error) {
    return [
      fail(
        'cluster',
        `context ${name}: ${(error as Error).message.replace(/^cluster: /, '')}`,
        'kubectl cluster-info, or another context with --context',
      ),
    ];
  }
}

async function asked(ask: () => Promise<string>): Promise<{ readonly text?: string; readonly error?: string }> {
  try {
    return { text: await ask() };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

async function tryAsk(ask: () => Promise<string>): Promise<string | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}

/** Whether NetworkPolicies, such as that of a SecurityPipeline, have an effect; nothing when it cannot be read. */
async function checkPolicies(kubectl: (...args: string[]) => Promise<string>): Promise<Finding[]> {
  const list = async (...kind: string[]) => {
    const text = await tryAsk(() => kubectl('get', ...kind, '-o', 'json'));
    return text === undefined ? undefined : (JSON.parse(text) as { readonly items?: Manifest[] }).items;
  };
  const daemonSets = await list('daemonsets', '-A');
  if (daemonSets === undefined) return [];
  const engine = policyEngine(daemonSets, (await list('nodes')) ?? []);
  if (engine.name !== undefined) return [ok('policies', `${engine.name} enforces NetworkPolicies`)];
  const { message, fix } = noPolicyEngine(engine);
  return [warn('policies', message, fix)];
}

interface Item {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels?: Readonly<Record<string, string>> };
  readonly data?: Readonly<Record<string, string>>;
}

const PART = 'app.kubernetes.io/part-of=tekton-pipelines';

async function checkTekton(folder: string, kubectl: (...args: string[]) => Promise<string>): Promise<Finding[]> {
  const list = async (kind: string) =>
    (JSON.parse(await kubectl('get', kind, '-A', '-l', PART, '-o', 'json')) as { readonly items: Item[] }).items;
  const kinds = (await kubectl('api-resources', '--api-group=tekton.dev', '-o', 'name')).split('\n').filter(Boolean);
  if (kinds.length === 0) return [fail('tekton', 'not installed', 'https://tekton.dev/docs/installation/pipelines')];
  try {
    const [deployments, maps] = [await list('deployments'), await list('configmaps')];
    const controller = deployments.find(({ metadata }) => metadata.name.endsWith('pipelines-controller'));
    const version = controller?.metadata.labels?.['app.kubernetes.io/version'] ?? '';
    const flags = maps.find(({ metadata }) => metadata.name === 'feature-flags')?.data ?? {};
    return [checkVersion(version), checkFlags(folder, flags)];
  } catch (error) {
    return [
      warn(
        'tekton',
        `installed; its version and flags cannot be read: ${(error as Error).message}`,
        'ask for get of deployments and configmaps in the namespace of Tekton',
      ),
    ];
  }
}

function checkVersion(version: string): Finding {
  if (!/\d/.test(version))
    return warn(
      'tekton',
      `installed, of an unknown version; manifests are checked against v${TEKTON}`,
      'compare it with the versions in the README',
    );
  if (compareVersions(version, TEKTON) >= 0) return ok('tekton', version);
  return warn(
    'tekton',
    `${version}; manifests are checked against v${TEKTON}, and some fields may be newer than the cluster`,
    `upgrade Tekton Pipelines to v${TEKTON}`,
  );
}

/** Compares the flags of the cluster with those of the config file; a flag of neither has Tekton's default. */
function checkFlags(folder: string, flags: Readonly<Record<string, string>>): Finding {
  const { featureProblem, readConfig } = configuration();
  const file = tryFindConfig(folder);
  const assumed: Readonly<Record<string, string>> = file === undefined ? {} : readConfig(file).features;
  const relevant = Object.entries(flags).filter(([name, value]) => featureProblem(name, value) === undefined);
  const differing = relevant.filter(([name, value]) => DECISIVE.has(name) && value !== (assumed[name] ?? DEFAULTS[name] ?? 'false'));
  if (differing.length === 0) return ok('flags', file === undefined ? "Tekton's defaults" : 'those of the config file');
  const list = differing.map(([name, value]) => `${name}: ${value} (assumed: ${assumed[name] ?? DEFAULTS[name] ?? 'false'})`).join(', ');
  const written = JSON.stringify({ features: { ...assumed, ...Object.fromEntries(differing) } });
  return warn('flags', list, `write into tekwire.config.json: ${written}`);
}

// tektoncd/pipeline pkg/apis/config/feature_flags.go
const DEFAULTS: Readonly<Record<string, string>> = {
  'enable-api-fields': 'beta',
  'enable-step-actions': 'true',
  'disable-inline-spec': '',
  coschedule: 'workspaces',
};
/** The flags that decide what is admitted. */
const DECISIVE: ReadonlySet<string> = new Set([
  'enable-api-fields',
  'enable-cel-in-whenexpression',
  'enable-param-enum',
  'enable-artifacts',
  'enable-concise-resolver-syntax',
  'enable-step-actions',
  'disable-inline-spec',
  'coschedule',
]);
