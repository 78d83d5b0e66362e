import { writeFileSync } from 'node:fs';
import { runStep, variable } from './io/environment';
import { plantCanary } from './io/plant';
import { lookAt } from './io/sources';

// Runs before a scanner's step, plants its canary, and records the state of the sources, for the step after it to compare.
runStep(() => {
  plantCanary();
  const sources = lookAt(variable('WORKSPACE'), variable('SOURCE_PATH'));
  writeFileSync(variable('BEFORE'), JSON.stringify(sources));
  if (sources.difference !== undefined) console.log(`the sources differ from the clone: ${sources.difference}`);
});
