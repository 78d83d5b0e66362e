import { App, Chart } from 'cdk8s';
import { param, sh, Task } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'ci');
new Task(chart, 'write', {
  params: { url: param.string() },
  steps: ({ params }) => [
    {
      name: 'write',
      image: 'busybox:1.37.0',
      script: sh`
        cat > config <<'EOF'
        url = ${params.url}
        EOF
      `,
    },
  ],
});
app.synth();
