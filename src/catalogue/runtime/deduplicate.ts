import { addIdentities, addStoreFields, deduplicate, listFindings, mergeLogs, type SarifLog, separateIdentities } from '../../findings';
import { runStep } from './io/environment';
import { findingsPath, nameOf, readLogs, writingLog } from './io/logs';

// Takes the paths of findings files as arguments and writes one merged file without duplicates.
runStep(() => {
  writingLog(nameOf(findingsPath()), 'the findings of all tools', mergeAll);
});

function mergeAll(): SarifLog {
  const merged = mergeLogs(readLogs(process.argv.slice(2)));
  const log = deduplicate(merged);
  const named = separateIdentities(addIdentities(log, { read: () => undefined }));
  const counts = [log.runs.length, listFindings(merged).length, listFindings(log).length];
  console.log(`tools: ${counts[0]}, findings: ${counts[1]}, without duplicates: ${counts[2]}`);
  return addStoreFields(named);
}
