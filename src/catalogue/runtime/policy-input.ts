import { writeFileSync } from 'node:fs';
import { listPolicyFindings } from '../../findings';
import { runStep, variable } from './io/environment';
import { readMerged } from './io/logs';

// Takes the paths of findings files as arguments and writes the findings, and the module, for a policy engine.
runStep(() => {
  const findings = listPolicyFindings(readMerged(process.argv.slice(2)));
  writeFileSync(variable('INPUT'), JSON.stringify({ findings }));
  writeFileSync(variable('MODULE'), variable('REGO'));
  console.log(`${findings.length} findings for the policy`);
});
