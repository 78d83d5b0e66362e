import { App, Chart } from 'cdk8s';
import { SecurityPipeline } from 'tekwire';
import { Deduplicate, GitClone, Gosec, SarifProducer, SeverityGate, Summary } from 'tekwire/catalogue';
import { LicenceHeaders } from './licences';

const app = new App();
const chart = new Chart(app, 'own-scanner', { namespace: 'security' });
new SecurityPipeline(chart, 'scan', {
  source: new GitClone(chart, 'clone'),
  producers: [
    new Gosec(chart, 'gosec'),
    new LicenceHeaders(chart, 'licence-headers'),
    // any tool that writes SARIF: the word SARIF in its arguments stands for the file
    new SarifProducer(chart, 'protolint', {
      image: 'yoheimuta/protolint:0.56.4',
      args: ['lint', '-reporter', 'sarif', '-output_file', 'SARIF', '.'],
      okExitCodes: [0, 1],
    }),
  ],
  enrichers: [new Deduplicate(chart, 'deduplicate')],
  consumers: [new Summary(chart, 'summary'), new SeverityGate(chart, 'gate', { failOn: 'medium' })],
});
app.synth();
