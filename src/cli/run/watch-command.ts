import { clusterChoice, clusterOptions } from '../cluster/options';
import { type Call, type Command, outputOption, UsageError } from '../command';
import { followRun, logChoices } from './follow-run';
import { processInterrupts } from './interrupts';
import { openCluster } from './open-cluster';
import { systemClock } from './reflector';
import { processTerminal } from './terminal';

/** `tekwire watch`: shows a run that goes on already. */
export const watchCommand: Command = {
  name: 'watch',
  summary: 'watch a run of a Pipeline until it has ended',
  calls: ['OPTIONS RUN'],
  about: `Shows a PipelineRun as tekwire run does, and exits with its verdict: the tasks and their logs by step, its results, the findings of a
security pipeline. A run that has ended is shown as it ended. Needs get, list and watch of pipelineruns and taskruns, and get of pods/log.`,
  options: {
    logs: { type: 'string', default: 'all', value: 'WHICH', summary: '', choices: logChoices },
    output: outputOption({
      human: { summary: 'lines, or the graph on a terminal' },
      json: { summary: 'one JSON object per event and line' },
    }),
    ...clusterOptions,
  },
  examples: {
    'watch golang-project-run-x7k2p': 'after tekwire run was left',
    'watch -n security -o json golang-project-run-x7k2p': 'for programs',
  },
  exits: {
    0: 'the run succeeded',
    1: 'it failed, was cancelled or deleted, or does not exist',
    2: 'invalid arguments',
    3: 'the cluster cannot be reached',
  },
  run: runWatch,
};

async function runWatch(call: Call): Promise<number> {
  const { files, options } = call;
  const [name, ...more] = files;
  if (name === undefined || more.length > 0) throw new UsageError('expected the name of one PipelineRun');
  if (!/^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/.test(name)) throw new UsageError(`"${name}" cannot be the name of a PipelineRun`);
  const cluster = await openCluster(clusterChoice(call), call.err);
  return followRun({
    cluster,
    name,
    spec: {},
    streams: call,
    isJson: options.output === 'json',
    logs: options.logs as keyof typeof logChoices,
    clock: systemClock,
    interrupts: processInterrupts,
    terminal: processTerminal(),
  });
}
