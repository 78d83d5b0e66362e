import type { SarifInvocation, SarifLog, SarifRun } from './sarif';

/**
 * The completion states of a scan, best first. A run has the worst state that any sign in it shows; merging keeps the worst of all runs of a tool.
 *
 * | state | shown by |
 * | --- | --- |
 * | `finished` | none of the signs below |
 * | `incomplete` | an error among the notifications of execution or configuration; results in other files, which are not read |
 * | `blind` | the scan of a planted weakness did not find it, whatever the scan of the sources says |
 * | `did not finish` | `executionSuccessful: false`; a signal; a process that did not start; an exit code other than 0 without `executionSuccessful: true`; no `results` array |
 *
 * Only a `finished` scan can be clean. Findings of the other states count like all findings.
 */
const completions = ['finished', 'incomplete', 'blind', 'did not finish'] as const;

/** The states as they follow the name of a tool in a message. */
export const completionWords = {
  finished: 'finished',
  incomplete: 'is incomplete',
  blind: 'is blind',
  'did not finish': 'did not finish',
} as const;

/** Property of an invocation that did not find the planted weakness. */
export const blindProperty = 'tekwire/blind';

/** Property of an invocation of a tool that did not run, because the conditions of its task did not hold. */
export const skippedProperty = 'tekwire/skipped';

/** Whether the tool of a run did not run, because the conditions of its task did not hold. */
export function wasSkipped({ invocations = [] }: SarifRun): boolean {
  return invocations.length > 0 && invocations.every(({ properties }) => properties?.[skippedProperty] === true);
}

/** The completion state of a scan. */
export type Completion = (typeof completions)[number];

/** Why a scan did not finish, is blind or is incomplete. */
export interface Failure {
  /** Name of the tool, or of the file that should have contained its findings. */
  readonly tool: string;
  readonly state: Exclude<Completion, 'finished'>;
  /** @default - the tool's exit code is not known */
  readonly exitCode?: number;
  /** One sentence for a log. */
  readonly description: string;
}

/** One failure for every invocation that did not finish, is blind or is incomplete: the tool, its exit code and its message, as far as known. */
export function listFailures(log: SarifLog): readonly Failure[] {
  return log.runs.flatMap(failuresOf);
}

/** The worst state of each tool of a log, by its name. */
export function completionsOf(log: SarifLog): ReadonlyMap<string, Completion> {
  const states = new Map<string, Completion>(log.runs.map(({ tool }) => [tool.driver.name, 'finished']));
  for (const { tool, state } of listFailures(log)) {
    if (completions.indexOf(state) > completions.indexOf(states.get(tool) ?? 'finished')) states.set(tool, state);
  }
  return states;
}

function failuresOf({ tool, invocations = [] }: SarifRun): readonly Failure[] {
  return invocations.flatMap((invocation) => {
    const state = stateOf(invocation);
    if (state === 'finished') return [];
    return [{ tool: tool.driver.name, state, exitCode: invocation.exitCode, description: describe(invocation) }];
  });
}

function stateOf(invocation: SarifInvocation): Completion {
  if (invocation.properties?.[blindProperty] === true) return 'blind';
  if (!invocation.executionSuccessful || endedAbnormally(invocation)) return 'did not finish';
  return errorsOf(invocation).length > 0 ? 'incomplete' : 'finished';
}

/** Whether an invocation did not end by itself, whatever `executionSuccessful` is. */
export function endedAbnormally({ exitSignalName, exitSignalNumber, processStartFailureMessage }: Partial<SarifInvocation>): boolean {
  return Boolean(exitSignalName) || (exitSignalNumber ?? 0) !== 0 || Boolean(processStartFailureMessage);
}

function describe(invocation: SarifInvocation): string {
  const { exitCodeDescription, processStartFailureMessage, exitSignalName, exitSignalNumber } = invocation;
  if (exitCodeDescription) return exitCodeDescription;
  if (processStartFailureMessage) return processStartFailureMessage;
  if (endedAbnormally(invocation)) return `it was ended by signal ${exitSignalName || exitSignalNumber}`;
  const [first, ...others] = errorsOf(invocation);
  const notification = first ?? notificationsOf(invocation)[0];
  const text = notification?.message?.text || notification?.message?.markdown || notification?.message?.id || 'it did not say why';
  return others.length === 0 ? text : `${text.trim()} (and ${others.length} more)`;
}

function errorsOf(invocation: SarifInvocation): ReturnType<typeof notificationsOf> {
  return notificationsOf(invocation).filter(({ level }) => level === 'error');
}

function notificationsOf({ toolExecutionNotifications = [], toolConfigurationNotifications = [] }: SarifInvocation) {
  return [...toolExecutionNotifications, ...toolConfigurationNotifications];
}
