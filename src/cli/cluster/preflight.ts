import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { checkSources } from '../../check';
import { configuration, tryFindConfig } from '../../config';
import { ClusterError, type InspectedCluster, type PreflightLine, preflight } from '../../deploy';
import { errorsOf, problemText } from '../../diagnostics';
import { load } from '../../reader';
import { type Call, type Command, exit, outputOption, UsageError } from '../command';
import { ApiCluster } from './api-cluster';
import { connect } from './connection';
import { codeOf } from './deploy';
import { loadManifests } from './load-manifests';
import { clusterChoice, clusterOptions } from './options';

const { featureName, featureProblem } = configuration();

/** `tekwire preflight`: what of a cluster is missing for manifests, or would refuse them. */
export const preflightCommand: Command = {
  name: 'preflight',
  summary: 'check a cluster without changing it: what is missing for the manifests, or would refuse them',
  calls: ['OPTIONS FILE|DIR|-...'],
  about: `Reads the cluster and compares it with the manifests, runs included: kinds and their versions, Tekton's version and feature flags, Tasks,
Secrets and ConfigMaps with their keys, service accounts, storage classes and access modes, Pod Security labels, quotas, node
architectures, whether NetworkPolicies have an effect. Every line is ok, warn or fail, with what to do. Sends GET requests only; --access also asks whether you have the
permissions, with a SelfSubjectAccessReview, a POST that stores nothing. What you may not read is a warning.`,
  options: {
    component: {
      type: 'string',
      short: 'c',
      multiple: true,
      default: [],
      value: 'REFERENCE',
      summary: 'a Task that a Helm release must have, as for deploy',
    },
    access: { type: 'boolean', default: false, summary: 'ask whether you may apply the manifests and create the runs' },
    'write-features': {
      type: 'string',
      value: 'FILE',
      summary: 'write the feature flags of the cluster to this config file, so that validate and synth check for it',
    },
    'tekton-namespace': { type: 'string', value: 'NAME', default: 'tekton-pipelines', summary: 'where Tekton is installed' },
    output: outputOption({ human: { summary: 'a line for each check' }, json: { summary: 'one JSON object per line' } }),
    ...clusterOptions,
  },
  examples: {
    'preflight dist': 'before the first deployment to a cluster',
    'preflight --component helm://security-tasks/gosec --access dist': 'with a Task of a Helm release, and your permissions',
    'preflight --write-features tekwire.config.json dist': 'from now on validate and synth know the flags of the cluster',
  },
  exits: {
    0: 'nothing fails',
    1: 'a check fails',
    2: 'invalid arguments or nothing to check',
    3: 'a file cannot be read or written, or the cluster cannot be reached',
  },
  run: runPreflight,
};

async function runPreflight(call: Call): Promise<number> {
  const { options, files, err } = call;
  const choice = clusterChoice(call);
  const target = options['write-features'];
  if (typeof target === 'string' && !/\.(json|ya?ml)$/.test(target))
    throw new UsageError(`--write-features: expected a .json or .yaml file, found "${target}"`);
  const manifests = loadManifests(call).map(({ manifest }) => manifest);
  const connection = await connect(choice);
  const api = new ApiCluster(connection);
  try {
    const inspection = {
      cluster: options.access === true ? api : readOnly(api),
      manifests,
      tektonNamespace: String(options['tekton-namespace']),
    };
    const components = [options.component].flat().map(String);
    const { lines, tekton } = await preflight(inspection, components, (features) => featureLines(files, features));
    for (const line of lines) print(call, line);
    if (typeof target === 'string') writeFeatures(target, tekton.features, err);
    if (options.output === 'human') err(summary(lines));
    return lines.some(({ status }) => status === 'fail') ? exit.findings : exit.ok;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    err(error.message);
    return codeOf(error);
  }
}

/** Without the question about permissions, which is a POST. */
function readOnly(api: ApiCluster): InspectedCluster {
  return {
    namespace: api.namespace,
    get: (id) => api.get(id),
    list: (query) => api.list(query),
    hasKind: (apiVersion, kind) => api.hasKind(apiVersion, kind),
    versionsOf: (group) => api.versionsOf(group),
    apply: () => Promise.reject(new ClusterError('refused', 'preflight applies nothing')),
    delete: () => Promise.reject(new ClusterError('refused', 'preflight deletes nothing')),
  };
}

/** What the rules report for the flags of the cluster, and not for Tekton's defaults: the features that are off there. */
function featureLines(files: readonly string[], all: Readonly<Record<string, string>>): readonly PreflightLine[] {
  const features = knownFeatures(all);
  const { sources } = load(files.filter((file) => file !== '-'));
  const { documents } = checkSources(sources, {
    forcedFeatures: features,
    lint: false,
    external: ['Task/*', 'Pipeline/*', 'StepAction/*'],
  });
  const errors = documents.flatMap((document) =>
    errorsOf(document).map((one) => `${one.code} ${document.origin}:${one.line}: ${problemText(one)}`),
  );
  if (errors.length === 0)
    return [{ status: 'ok', check: 'manifests', message: `the rules find no error with the feature flags of the cluster` }];
  return errors.map((message) => ({
    status: 'fail',
    check: 'manifests',
    message,
    fix: 'change the manifest, or set the flag in ConfigMap "feature-flags" of Tekton',
  }));
}

/** Flags that Tekton knows, with values that it accepts; ConfigMaps also hold other settings. */
function knownFeatures(all: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const entries = Object.entries(all).filter(([name, value]) => featureProblem(name, value) === undefined);
  return Object.fromEntries(entries.map(([name, value]) => [featureName(name), value]).sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
}

function writeFeatures(path: string, found: Readonly<Record<string, string>> | undefined, err: Call['err']): void {
  if (found === undefined) {
    err(`${path}: not written, because the flags of the cluster cannot be read`);
    return;
  }
  const other = tryFindConfig(process.cwd());
  if (other !== undefined && !existsSync(path)) throw new UsageError(`--write-features: ${other} is the config file already; write to it`);
  const { parseDocument } = require('yaml') as typeof import('yaml');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : path.endsWith('.json') ? '{}' : '';
  if (path.endsWith('.json')) writeFileSync(path, `${JSON.stringify({ ...JSON.parse(text), features: knownFeatures(found) }, null, 2)}\n`);
  else {
    // comments of the file stay
    const document = parseDocument(text);
    document.set('features', knownFeatures(found));
    writeFileSync(path, document.toString());
  }
  err(`${path}: ${Object.keys(knownFeatures(found)).length} features written`);
}

function print({ options, out }: Call, line: PreflightLine): void {
  if (options.output === 'json') out(JSON.stringify(line));
  else out(`${line.status.padEnd(4)}  ${line.check}: ${line.message}${line.fix === undefined ? '' : `\n      ${line.fix}`}`);
}

function summary(lines: readonly PreflightLine[]): string {
  const count = (status: PreflightLine['status']) => lines.filter((line) => line.status === status).length;
  return `${count('ok')} ok, ${count('warn')} warnings, ${count('fail')} failed`;
}
