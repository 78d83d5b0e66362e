import { App, Chart } from 'cdk8s';
import { bash, param, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
new Task(chart, 'retry', {
  params: { target: param.string() },
  steps: ({ params }) => [
    {
      name: 'retry',
      image: 'bash:5.2.37',
      script: bash`
        ./build.sh ${params.target}
      `,
    },
  ],
});
app.synth();
