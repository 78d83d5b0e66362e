import { App, Chart } from 'cdk8s';
import { bash, param, Task, words } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
new Task(chart, 'retry', {
  params: { flags: param.array() },
  steps: ({ params }) => [
    {
      name: 'retry',
      image: 'bash:5.2.37',
      script: bash`
        ls "${words(params.flags)}"
      `,
    },
  ],
});
app.synth();
