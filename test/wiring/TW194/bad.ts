import { App, Chart } from 'cdk8s';
import { param, sh, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
new Task(chart, 'upload', {
  params: { url: param.string() },
  steps: ({ params }) => [
    {
      name: 'upload',
      image: 'curlimages/curl:8.16.0',
      envFrom: [{ secret: 'api' }],
      script: sh`curl -H "Authorization: Bearer $TOKEN" ${params.url}`,
    },
  ],
});
app.synth();
