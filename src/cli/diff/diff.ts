import { ClusterError, isRun } from '../../deploy';
import { ApiCluster } from '../cluster/api-cluster';
import { connect } from '../cluster/connection';
import { codeOf } from '../cluster/deploy';
import { loadManifests } from '../cluster/load-manifests';
import { clusterChoice, clusterOptions } from '../cluster/options';
import { type Call, type Command, exit, outputOption } from '../command';
import { manifestsBefore, type ObjectPair, pairsOf, pairsOfCluster } from './against';
import { diffsOf, humanText, jsonText, markdownText } from './print';

const formats = {
  human: { summary: 'what it means, then the fields', print: humanText },
  markdown: { summary: 'for a pull request, with the graphs of Pipelines before and after', print: markdownText },
  json: { summary: 'one JSON object per line', print: jsonText },
} as const;

/** `tekwire diff`: what manifests would change. */
export const diff: Command = {
  name: 'diff',
  summary: 'compare manifests with a cluster, a folder or a Git revision: tasks, edges, params, images, then fields',
  calls: ['OPTIONS FILE|DIR|-...'],
  about: `Compares objects by kind, namespace and name, and says first what a change means: tasks, edges, params, results, steps and images; then
lists all fields. A cluster is only read, with GET requests; what the API server adds is estimated, and objects that only the cluster has
are left out. Values of Secrets are not shown.`,
  options: {
    against: {
      type: 'string',
      value: 'cluster|DIR|REF',
      default: 'cluster',
      summary: 'the cluster, a folder or file, or a Git revision in which the same paths are read',
    },
    'exit-code': { type: 'boolean', default: false, summary: 'exit with 1 when something differs' },
    output: outputOption(formats),
    ...clusterOptions,
  },
  examples: {
    'diff dist': 'what a deployment would change in the cluster',
    'diff --against main -o markdown dist': 'a comment for a pull request; dist is committed',
    'diff --against before --exit-code after': 'two folders',
  },
  exits: {
    0: 'compared',
    1: 'something differs, with --exit-code',
    2: 'invalid arguments or nothing to compare',
    3: 'a file, the revision or the cluster cannot be read',
  },
  run: runDiff,
};

async function runDiff(call: Call): Promise<number> {
  const { options, out, err } = call;
  try {
    const diffs = diffsOf(await pairs(call));
    const text = formats[options.output as keyof typeof formats].print(diffs);
    if (text !== '') out(text);
    return diffs.length > 0 && options['exit-code'] === true ? exit.findings : exit.ok;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    err(error.message);
    return Math.max(codeOf(error), exit.failure);
  }
}

async function pairs(call: Call): Promise<readonly ObjectPair[]> {
  const against = String(call.options.against);
  const choice = clusterChoice(call);
  const manifests = loadManifests(call).map(({ manifest }) => manifest);
  if (against === 'cluster')
    return pairsOfCluster(
      new ApiCluster(await connect(choice)),
      manifests.filter((one) => !isRun(one)),
    );
  return pairsOf(await manifestsBefore(against, call.files), manifests);
}
