import { writeFileSync } from 'node:fs';
import {
  checkDatabaseAge,
  decideGate,
  firstLine,
  gateThresholds,
  isGateThreshold,
  printFinding,
  printVerdict,
  type SarifLog,
} from '../../findings';
import { maximumResultBytes, optionalVariable, runStep, variable } from './io/environment';
import { readAsOne } from './io/logs';

const msPerHour = 3_600_000;

/** Maximum number of findings in the log. */
const shownFindings = 20;

// Takes the paths of findings files as arguments and fails the step when they do not pass the gate.
runStep(() => {
  const failOn = variable('FAIL_ON');
  if (!isGateThreshold(failOn)) throw new Error(`FAIL_ON: unknown severity "${failOn}"; expected one of: ${gateThresholds.join(', ')}`);
  const log = withFreshDatabases(readAsOne(process.argv.slice(2)));
  const newOnly = optionalVariable('NEW_ONLY') === 'true';
  const { failed, reasons, findings } = decideGate(log, failOn, { newOnly });
  const result = optionalVariable('RESULT');
  if (result !== undefined) writeFileSync(result, printVerdict(reasons, maximumResultBytes()));
  if (!failed) {
    console.log(`gate passed: no new finding at or above "${failOn}", every tool finished`);
    return;
  }
  const lost = newOnly ? problemOfBaseline(log) : undefined;
  if (lost !== undefined) console.log(`the baseline ${lost}: every finding counts as new`);
  const omitted = findings.length - shownFindings;
  console.log(['gate failed:', ...reasons.map((reason) => `- ${reason}`)].join('\n'));
  for (const finding of findings.slice(0, shownFindings)) console.log(`  ${printFinding(finding)}`);
  if (omitted > 0) console.log(`  and ${omitted} more`);
  process.exitCode = 1;
});

/** The log, in which scans with a database that is older than the gate allows are incomplete. */
function withFreshDatabases(log: SarifLog): SarifLog {
  const hours = optionalVariable('MAXIMUM_DATABASE_HOURS');
  if (hours === undefined) return log;
  const now = Date.now();
  return checkDatabaseAge(log, Number(hours), (time) => (now - Date.parse(time)) / msPerHour);
}

/** Why the baseline could not be used, as the step that compared with it noted. */
function problemOfBaseline({ properties }: SarifLog): string | undefined {
  const about = properties?.['tekwire/baseline'];
  const problem = typeof about === 'object' && about !== null && 'problem' in about ? about.problem : undefined;
  return typeof problem === 'string' ? firstLine(problem, 300) : undefined;
}
