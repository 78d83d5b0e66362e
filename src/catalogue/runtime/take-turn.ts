import { setTimeout as wait } from 'node:timers/promises';
import { clusterApi } from './io/cluster';
import { runStep, variable } from './io/environment';
import { takeTurn } from './io/turns';

// The first task of a run of which a branch has one at a time.
runStep(async () => {
  const turn = { namespace: variable('NAMESPACE'), run: variable('PIPELINE_RUN'), policy: variable('POLICY') as 'queue' | 'cancel' };
  for (const line of await takeTurn(clusterApi(), turn, (seconds) => wait(seconds * 1000))) console.log(line);
});
