import { App, Chart } from 'cdk8s';
import { bash, integer, param, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
new Task(chart, 'retry', {
  params: { attempts: param.string() },
  steps: ({ params }) => [
    {
      name: 'retry',
      image: 'bash:5.2.37',
      script: bash`
        for ((i = 0; i < ${integer(params.attempts)}; i++)); do
          make test && exit
        done
      `,
    },
  ],
});
app.synth();
