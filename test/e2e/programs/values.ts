import { App, Chart } from 'cdk8s';
import { Pipeline, param, result, type Step, StepAction, type StepWithResults, sh, Task, text } from 'tekwire';

const app = new App();
const chart = new Chart(app, 'values');
const image = 'busybox:1.37.0';
const token = { valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } };

const get = new StepAction(chart, 'measure-args', {
  params: { value: param.string() },
  results: { sum: result.string() },
  container: ({ params, results }) => ({
    image,
    env: { TOKEN: token },
    command: ['sh', '-c', 'printf %s "$1" | sha256sum | cut -c1-64 | tr -d "\\n" > "$2"', 'sh'],
    args: [params.value, results.sum.path],
  }),
});

const measure = new Task(chart, 'measure', {
  params: { value: param.string() },
  results: {
    script: result.string(),
    text: result.string(),
    env: result.string(),
    mixed: result.string(),
    template: result.string(),
    args: result.string(),
    action: result.string(),
  },
  stepTemplate: ({ params }) => ({ env: { LATER: token, TEMPLATE: params.value } }),
  steps: ({ params, results }): readonly (Step | StepWithResults)[] => {
    const action = get.step('action', { params: { value: params.value } });
    results.action.take(action.results.sum);
    return [
      {
        name: 'script',
        image,
        env: { TOKEN: token },
        script: sh`
          sum() { sha256sum | cut -c1-64 | tr -d '\n'; }
          printf %s ${params.value} | sum > ${results.script.path}
          printf %s ${text`$$ $(TOKEN) $${params.value}`} | sum > ${results.text.path}
        `,
      },
      {
        name: 'env',
        image,
        env: { TOKEN: token, OWN: text`<${params.value}>`, MIXED: text`$(TOKEN)@${params.value}` },
        script: sh`
          printf %s "$OWN" | sha256sum | cut -c1-64 | tr -d '\n' > ${results.env.path}
          printf %s "$MIXED" | sha256sum | cut -c1-64 | tr -d '\n' > ${results.mixed.path}
          printf %s "$TEMPLATE" | sha256sum | cut -c1-64 | tr -d '\n' > ${results.template.path}
        `,
      },
      {
        name: 'args',
        image,
        env: { TOKEN: token },
        command: ['sh', '-c', 'printf %s "$1" | sha256sum | cut -c1-64 | tr -d "\\n" > "$2"', 'sh'],
        args: [params.value, results.args.path],
      },
      action,
    ];
  },
});

const values = new Pipeline(chart, 'values', { params: { value: param.string() } });
values.add(measure, { params: { value: values.params.value } });
app.synth();
