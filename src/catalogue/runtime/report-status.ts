import { setTimeout as wait } from 'node:timers/promises';
import { runStep } from './io/environment';
import { reportStatus } from './io/report-status';

// Reports the state of a run to GitHub, GitLab or Gitea.
runStep(async () => {
  for (const line of await reportStatus(process.env, (seconds) => wait(seconds * 1000), Date.now)) console.log(line);
});
