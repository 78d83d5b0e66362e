import { statSync } from 'node:fs';
import { join } from 'node:path';
import { compareWithBaseline, firstLine, printSarifInPieces, readSarif, type SarifLog, type StringPool } from '../../findings';
import { type BaselineStore, storeOf } from './io/baseline-store';
import { optionalVariable, runStep, variable } from './io/environment';
import { findingsPath, nameOf, readMerged, writingLog } from './io/logs';
import { LostContent } from './io/registry';

const none: SarifLog = { version: '2.1.0', runs: [] };

// Takes the paths of findings files as arguments, compares them with the baseline, and writes the next baseline on the target branch.
runStep(async () => {
  await writingLog(nameOf(findingsPath()), 'the compared findings', compare);
});

async function compare(): Promise<SarifLog> {
  const strings: StringPool = new Map();
  const log = readMerged(process.argv.slice(2), strings);
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const store = storeOf();
  const { baseline, digest, problem, isLost } = await readBaseline(store, strings);
  const options = { now, fileExists };
  const { log: compared, next, counts } = compareWithBaseline(log, baseline ?? none, options);
  if (problem !== undefined) console.log(`the baseline ${problem}: every finding counts as new`);
  else if (baseline === undefined) console.log(`no baseline yet in ${store.name}: every finding counts as new`);
  console.log(
    `compared with ${store.name}: ${counts.new} new, ${counts.updated} updated, ${counts.unchanged} unchanged, ${counts.absent} no longer found`,
  );
  if (problem === undefined || isLost === true) await writeNext(store, log, next, digest, options);
  const about = { from: store.name, ...(problem !== undefined && { problem }) };
  return { ...compared, properties: { ...compared.properties, 'tekwire/baseline': about } };
}

interface Read {
  readonly baseline?: SarifLog;
  readonly digest?: string;
  readonly problem?: string;
  /** Whether the content is lost for good, so that a new baseline may take its place. */
  readonly isLost?: boolean;
}

async function readBaseline(store: BaselineStore, strings: StringPool = new Map()): Promise<Read> {
  try {
    const found = await store.read();
    if (found === undefined) return {};
    const { log, problem } = readSarif(found.pieces, { file: store.name, strings });
    return problem === undefined
      ? { baseline: log, digest: found.digest }
      : { problem: `cannot be used, ${firstLine(problem, 300)}`, isLost: true };
  } catch (error) {
    return { problem: `cannot be read, ${reasonOf(error)}`, isLost: error instanceof LostContent };
  }
}

/**
 * Writes the next baseline in a run of the target branch. Another run may have written one meanwhile: its dates of first detection are kept.
 * A baseline that cannot be read now is not overwritten, because its dates would be lost.
 */
async function writeNext(
  store: BaselineStore,
  log: SarifLog,
  next: SarifLog,
  digest: string | undefined,
  options: Parameters<typeof compareWithBaseline>[2],
) {
  const [branch, target] = [optionalVariable('BRANCH'), variable('TARGET_BRANCH')];
  if (store.write === undefined) return;
  if (branch !== target) {
    console.log(
      `the baseline is not written: this run is of ${branch === undefined ? 'no branch (param branch)' : `branch "${firstLine(branch, 100)}"`}, not of "${firstLine(target, 100)}"`,
    );
    return;
  }
  try {
    const hasChanged = (await store.version()) !== digest;
    const { baseline } = hasChanged ? await readBaseline(store) : {};
    await store.write(printSarifInPieces(baseline === undefined ? next : compareWithBaseline(log, baseline, options).next));
    console.log(`baseline written to ${store.name}`);
  } catch (error) {
    console.log(`the baseline is not written: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  return firstLine(error instanceof Error ? error.message : String(error), 300);
}

function fileExists(uri: string): boolean | undefined {
  const root = optionalVariable('SOURCE_PATH');
  if (root === undefined) return undefined;
  try {
    return statSync(join(variable('WORKSPACE'), root, decodeURIComponent(uri)), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return undefined;
  }
}
