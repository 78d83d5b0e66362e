import { setTimeout as wait } from 'node:timers/promises';
import { clusterApi } from './io/cluster';
import { runStep, variable } from './io/environment';
import { type Start, startRuns } from './io/runs';

// Starts the PipelineRuns of a schedule; runs in the pod of a CronJob.
runStep(async () => {
  const start: Start = {
    namespace: variable('NAMESPACE'),
    schedule: variable('SCHEDULE'),
    job: variable('JOB'),
    concurrency: variable('CONCURRENCY') as Start['concurrency'],
  };
  for (const line of await startRuns(clusterApi(), start, (seconds) => wait(seconds * 1000))) console.log(line);
});
