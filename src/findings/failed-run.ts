import type { SarifInvocation, SarifLog } from './sarif';

/** How a tool ended that did not do its work. */
export interface Failure {
  /** Name of the tool, or of the file that should have held its findings. */
  readonly tool: string;
  /** @default - the tool's exit code is not known */
  readonly exitCode?: number;
  /** One sentence for people. */
  readonly description: string;
}

/** A log that says that a tool did not finish, for tools that left none: without it, a crash would look like a clean scan. */
export function failedLog(failure: Failure): SarifLog {
  const { tool, description } = failure;
  const notification = { level: 'error' as const, message: { text: description } };
  const invocation = { ...failedInvocation(failure), toolExecutionNotifications: [notification] };
  return { version: '2.1.0', runs: [{ tool: { driver: { name: tool } }, invocations: [invocation], results: [] }] };
}

/** The log of a tool that wrote results and yet ended badly: the results stay, every run says that they are not the whole truth. */
export function markFailed(log: SarifLog, failure: Failure): SarifLog {
  if (log.runs.length === 0) return failedLog(failure);
  const runs = log.runs.map((run) => ({ ...run, invocations: [...(run.invocations ?? []), failedInvocation(failure)] }));
  return { ...log, runs };
}

function failedInvocation({ exitCode, description }: Failure): SarifInvocation {
  return { executionSuccessful: false, ...(exitCode !== undefined && { exitCode }), exitCodeDescription: description };
}

/** One line for every run that did not finish: the tool, its exit code and what it said, as far as known. */
export function listFailures(log: SarifLog): readonly Failure[] {
  return log.runs.flatMap(({ tool, invocations = [] }) =>
    invocations
      .filter(({ executionSuccessful }) => !executionSuccessful)
      .map((one) => ({ tool: tool.driver.name, exitCode: one.exitCode, description: describe(one) })),
  );
}

function describe({ exitCodeDescription, toolExecutionNotifications = [] }: SarifInvocation): string {
  const said = toolExecutionNotifications.find(({ level }) => level === 'error') ?? toolExecutionNotifications[0];
  return exitCodeDescription || said?.message.text || 'it did not say why';
}
