import {
  compareWithBaseline,
  decideGate,
  gateThresholds,
  isGateThreshold,
  joinLogs,
  listFailures,
  mergeLogs,
  printFailure,
  printSarif,
  type SarifLog,
  splitForGitHub,
} from '../../findings';
import { type Call, type Command, exit, UsageError } from '../command';
import { FileError, nameOf, writeFile } from './files';
import { findingsFormats } from './formats';
import { type Action, actionOf, actions, findingsOptions, listOf, type Target, targetsOf, textOption } from './options';
import { attempt, readBaseline, readLogs } from './read-logs';
import { Sources } from './sources';
import { mapBySeverityFile, suppress } from './suppressing';

/** `tekwire findings`: what the steps of a SecurityPipeline do with findings, on files. */
export const findings: Command = {
  name: 'findings',
  summary: 'merge, compare, gate and print the findings of scanners: SARIF files',
  calls: [`${Object.keys(actions).join('|')} OPTIONS FILE|DIR|-...`],
  about: `Does on SARIF files what the steps of a SecurityPipeline do: the same identities, severities and rules for scans that did not finish.
Files, folders with .sarif files, and standard input are read. The report goes to standard output or to the files of --output, everything
else to standard error.

${Object.entries(actions)
  .map(([name, { summary }]) => `  ${name.padEnd(9)} ${summary}`)
  .join('\n')}`,
  options: findingsOptions,
  examples: {
    'findings report gosec.sarif': 'the findings by file, with their lines',
    'findings gate --baseline main.sarif --new-only reports/': 'fail on new findings only',
    'findings dedup reports/ -o all.sarif -o comment.md': 'one SARIF file, and a table for a comment',
  },
  exits: {
    0: 'clean, or no --fail-on',
    1: 'findings at or above --fail-on',
    3: 'a tool did not finish, a file cannot be read or the output cannot be written',
  },
  run: runFindings,
};

function runFindings(call: Call): number {
  const { action, files } = actionOf(call);
  const settings = settingsOf(call, action);
  const failures: string[] = [];
  const now = new Date().toISOString().replace(/\.\d+Z$/, 'Z');
  const log = attempt(() => processed(call, action, files, settings, now, failures), failures);
  if (log) for (const target of settings.targets) attempt(() => write(target, log, call, settings, now), failures);
  for (const line of [...new Set(failures)]) call.err(line);
  return log === undefined ? exit.failure : exitCodeOf(log, call, settings, failures);
}

interface Settings {
  readonly targets: readonly Target[];
  readonly failOn?: (typeof gateThresholds)[number];
  readonly newOnly: boolean;
  readonly maximumBytes: number;
  readonly sources: Sources;
  readonly roots: readonly string[];
}

function settingsOf(call: Call, action: Action): Settings {
  const failOn = textOption(call, 'fail-on') ?? (action === 'gate' ? 'high' : undefined);
  if (failOn !== undefined && !isGateThreshold(failOn))
    throw new UsageError(`--fail-on: unknown severity "${failOn}"; expected one of: ${gateThresholds.join(', ')}`);
  const size = textOption(call, 'max-size') ?? '';
  if (!/^[1-9]\d*$/.test(size)) throw new UsageError(`--max-size: "${size}" is not a number of bytes`);
  return {
    targets: targetsOf(call, action),
    failOn,
    newOnly: call.options['new-only'] === true,
    maximumBytes: Number(size),
    sources: new Sources(textOption(call, 'source') ?? '.'),
    roots: listOf(call.options['source-root']),
  };
}

/** The log of an action: read, joined, suppressed and compared. @throws FileError */
function processed(call: Call, action: Action, given: readonly string[], settings: Settings, now: string, failures: string[]): SarifLog {
  const { files, baseline } = splitBaseline(call, action, given);
  const { sources, roots } = settings;
  const read = readLogs(files, sources, roots, (line) => call.isTerminal === true && files.length > 1 && call.err(`read ${line}`));
  failures.push(...read.failures);
  const joined = action === 'dedup' ? joinLogs(read.logs).log : mergeLogs(read.logs);
  const { log, lines } = suppress(mapBySeverityFile(joined, call), action, call, now);
  for (const line of lines) call.err(line);
  const next = textOption(call, 'write-baseline');
  const before = baseline === undefined ? undefined : readBaseline(baseline, sources, roots, failures);
  if (before === undefined && baseline !== undefined)
    throw new FileError(`the baseline ${nameOf(baseline)} cannot be used, so new findings are not known`);
  if (before === undefined && settings.newOnly && !hasBaseline(log))
    throw new UsageError('--new-only: pass the earlier scan with --baseline, or files that were compared with one');
  if (before === undefined && next === undefined) return log;
  const compared = compareWithBaseline(log, before ?? { version: '2.1.0', runs: [] }, { now, fileExists: sources.fileExists });
  if (next !== undefined) writeFile(next, printSarif(compared.next));
  if (before === undefined) return log;
  const { counts } = compared;
  call.err(
    `compared with ${nameOf(baseline ?? '')}: ${counts.new} new, ${counts.updated} updated, ${counts.unchanged} unchanged, ${counts.absent} no longer found`,
  );
  return compared.log;
}

function splitBaseline(
  call: Call,
  action: Action,
  files: readonly string[],
): { readonly files: readonly string[]; readonly baseline?: string } {
  const baseline = textOption(call, 'baseline');
  if (action !== 'diff' || baseline !== undefined) return { files, ...(baseline !== undefined && { baseline }) };
  const [before, ...rest] = files;
  if (rest.length === 0) throw new UsageError('diff: pass the earlier scan with --baseline, or as the first of two files');
  return { files: rest, ...(before !== undefined && { baseline: before }) };
}

function hasBaseline({ runs }: SarifLog): boolean {
  return runs.some(({ results }) => results.some(({ baselineState }) => baselineState !== undefined));
}

function write({ format, file }: Target, log: SarifLog, call: Call, { sources, newOnly, maximumBytes }: Settings, now: string): void {
  if (call.options.github === true && format === findingsFormats.sarif) {
    writeForGitHub(log, file, call);
    return;
  }
  const text = format.print(log, {
    linesOf: sources.linesOf,
    products: listOf(call.options.product),
    now,
    isColoured: file === undefined && call.isColoured === true,
    showsKnown: !newOnly,
    maximumBytes,
  });
  if (file === undefined) call.out(text.replace(/\n$/, ''));
  else writeFile(file, text);
}

/** Writes one file for each part, NAME.sarif and NAME-2.sarif, and says what the limits of GitHub changed. @throws UsageError without a file for them */
function writeForGitHub(log: SarifLog, file: string | undefined, { out, err }: Call): void {
  const { logs, remarks } = splitForGitHub(log);
  for (const remark of remarks) err(`for GitHub: ${remark}`);
  if (file === undefined && logs.length > 1) throw new UsageError('--github: several files are needed; pass -o NAME.sarif');
  for (const [at, part] of logs.entries()) {
    if (file === undefined) out(printSarif(part).replace(/\n$/, ''));
    else writeFile(at === 0 ? file : file.replace(/(\.sarif(?:\.json)?)$/i, `-${at + 1}$1`), printSarif(part));
  }
}

function exitCodeOf(log: SarifLog, { err }: Call, { failOn, newOnly }: Settings, failures: readonly string[]): number {
  const unfinished = listFailures(log).length > 0 || log.runs.length === 0;
  const gate = failOn === undefined ? undefined : decideGate(log, failOn, { newOnly });
  const reasons = gate?.reasons ?? listFailures(log).map(printFailure);
  for (const reason of reasons)
    if (!failures.some((line) => reason.includes(line.replace(': ', ' did not finish: '))))
      err(gate ? `gate failed: ${reason}` : `- ${reason}`);
  if (gate?.failed === false && failures.length === 0)
    err(`gate passed: no ${newOnly ? 'new ' : ''}finding at or above "${failOn}", every tool finished`);
  if (unfinished || failures.length > 0) return exit.failure;
  return gate?.failed === true ? exit.findings : exit.ok;
}
