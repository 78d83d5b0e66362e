import { addIdentities, addStoreFields, deduplicate, listFindings, mergeLogs, separateIdentities } from '../../findings';
import { runStep } from './io/environment';
import { readLogs, writeLog } from './io/logs';

// Takes the paths of findings files as arguments and writes one, in which nothing is said twice.
runStep(() => {
  const merged = mergeLogs(readLogs(process.argv.slice(2)));
  const log = deduplicate(merged);
  const named = separateIdentities(addIdentities(log, { read: () => undefined }));
  writeLog(addStoreFields(named));
  const counts = [log.runs.length, listFindings(merged).length, listFindings(log).length];
  console.log(`tools: ${counts[0]}, findings: ${counts[1]}, without duplicates: ${counts[2]}`);
});
