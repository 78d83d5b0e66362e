import { writeFileSync } from 'node:fs';
import { runStep, variable } from './io/environment';
import { lookAt } from './io/sources';

// Runs before a scanner's step and records the state of the sources, for the step after it to compare.
runStep(() => {
  const sources = lookAt(variable('WORKSPACE'), variable('SOURCE_PATH'));
  writeFileSync(variable('BEFORE'), JSON.stringify(sources));
  if (sources.fault !== undefined) console.log(`the sources differ from the clone: ${sources.fault}`);
});
