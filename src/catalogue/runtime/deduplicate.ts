import { joinLogs, listFindings, type RuleGroups, type SarifLog } from '../../findings';
import { jsonVariable } from './io/enrich';
import { runStep } from './io/environment';
import { findingsPath, nameOf, readLogs, writingLog } from './io/logs';

// Takes the paths of findings files as arguments and writes one merged file without duplicates.
runStep(async () => {
  await writingLog(nameOf(findingsPath()), 'the findings of all tools', mergeAll);
});

function mergeAll(): SarifLog {
  const { merged, log } = joinLogs(readLogs(process.argv.slice(2)), jsonVariable<RuleGroups>('SAME_RULES'));
  const counts = [log.runs.length, listFindings(merged).length, listFindings(log).length];
  console.log(`tools: ${counts[0]}, findings: ${counts[1]}, without duplicates: ${counts[2]}`);
  return log;
}
