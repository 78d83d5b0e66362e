import { ClusterError } from '../../deploy';
import { codeOf } from '../cluster/deploy';
import { clusterChoice } from '../cluster/options';
import { type Call, exit, UsageError } from '../command';
import { openCluster } from '../run/open-cluster';
import type { RunCluster } from '../run/run-cluster';
import { timeFormats } from './print';
import { type RecordedRun, readFromCluster, readFromFiles } from './read';
import { timesOf } from './run-times';
import { wellFormed } from './shape';

/**
 * `tekwire graph RUN --times`: prints how a run spent its time, and returns the exit code.
 * @param open - connects to the cluster. @default - by the options of the call
 * @throws UsageError when arguments do not fit together, TekwireError when a file cannot be read
 */
export function printTimes(
  call: Call,
  open: () => Promise<RunCluster> = () => openCluster(clusterChoice(call), call.err),
): number | Promise<number> {
  const { files, options } = call;
  const [name, ...more] = files;
  if (!Object.hasOwn(timeFormats, String(options.output))) throw new UsageError('--times is printed as text or json');
  if (options.pipeline !== undefined) throw new UsageError('--pipeline chooses the Pipeline to draw; with --times, pass the name of a run');
  if (more.length > 0) throw new UsageError('expected the name of one PipelineRun; its files are named by --file');
  const recorded = (options.file as readonly string[] | undefined) ?? [];
  if (recorded.length > 0) return print(call, readFromFiles(recorded, name));
  if (name === undefined) throw new UsageError('missing argument; pass the name of a PipelineRun, or its file with --file');
  return fromCluster(call, name, open);
}

async function fromCluster(call: Call, name: string, open: () => Promise<RunCluster>): Promise<number> {
  try {
    return print(call, await readFromCluster(await open(), name, call.err));
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    call.err(error.message);
    return codeOf(error);
  }
}

function print({ options, out, err }: Call, { view, pods, now }: RecordedRun): number {
  const times = timesOf(
    { run: wellFormed(view.run), taskRuns: view.taskRuns.map(wellFormed), others: view.others.map(wellFormed) },
    pods.map(wellFormed),
    now,
  );
  if (times.missing.length > 0) err(`not found, so their times are missing: ${times.missing.join(', ')}`);
  out(timeFormats[options.output as keyof typeof timeFormats](times));
  return exit.ok;
}
