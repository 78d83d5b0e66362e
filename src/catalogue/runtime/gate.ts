import { writeFileSync } from 'node:fs';
import { decideGate, gateThresholds, isGateThreshold, printFinding, printVerdict } from '../../findings';
import { maximumResultBytes, optionalVariable, runStep, variable } from './io/environment';
import { readAsOne } from './io/logs';

/** Maximum number of findings in the log. */
const shownFindings = 20;

// Takes the paths of findings files as arguments and fails the step when they do not pass the gate.
runStep(() => {
  const failOn = variable('FAIL_ON');
  if (!isGateThreshold(failOn)) throw new Error(`FAIL_ON: unknown severity "${failOn}"; expected one of: ${gateThresholds.join(', ')}`);
  const { failed, reasons, findings } = decideGate(readAsOne(process.argv.slice(2)), failOn);
  const result = optionalVariable('RESULT');
  if (result !== undefined) writeFileSync(result, printVerdict(reasons, maximumResultBytes));
  if (!failed) {
    console.log(`gate passed: no new finding at or above "${failOn}", every tool finished`);
    return;
  }
  const omitted = findings.length - shownFindings;
  console.log(['gate failed:', ...reasons.map((reason) => `- ${reason}`)].join('\n'));
  for (const finding of findings.slice(0, shownFindings)) console.log(`  ${printFinding(finding)}`);
  if (omitted > 0) console.log(`  and ${omitted} more`);
  process.exitCode = 1;
});
