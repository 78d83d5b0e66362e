import { App, Chart } from 'cdk8s';
import { Producer, param, SecurityPipeline, sh, Workspace } from 'tekwire';
import { GitClone, SeverityGate } from 'tekwire/catalogue';

// Runs that share one claim. The scanner waits before it scans, and before it ends, until it is told to go on by files of the claim, which a
// quarantine would hide from it.
const app = new App();
const chart = new Chart(app, 'shared-claim', { namespace: 'tekwire-e2e-shared' });
new SecurityPipeline(chart, 'scan', {
  source: new GitClone(chart, 'git-clone'),
  producers: [
    new Producer(chart, 'gitleaks', {
      params: { run: param.string({ description: 'name of the run among the signals' }) },
      defaultLevel: 'error',
      scan: ({ params, sarif }) => ({
        image: 'ghcr.io/gitleaks/gitleaks:v8.30.1',
        script: sh`
          signals=/workspace/source/signals
          touch "$signals/${params.run}-waits"
          while [ ! -e "$signals/${params.run}-scan" ]; do sleep 0.2; done
          gitleaks dir --no-banner --redact --report-format=sarif --report-path=${sarif} --exit-code=0 .
          touch "$signals/${params.run}-scanned"
          while [ ! -e "$signals/${params.run}-report" ]; do sleep 0.2; done
        `,
      }),
    }),
  ],
  consumers: [new SeverityGate(chart, 'gate', { failOn: 'high' })],
  workspace: Workspace.existingClaim('shared'),
  quarantine: false,
});
app.synth();
