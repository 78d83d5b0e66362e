import { param, StepAction, sh, Task, text } from '../../src';
import type { Step, StepWithResults } from '../../src/task';
import { manifestsOf, newChart } from '../support/app';
import { fc } from '../support/random';
import { Judge } from './judge';

const image = 'busybox:1.37.0';
const SECRET = 'the secret itself';
const sources = { 'Secret/api': { token: SECRET }, 'ConfigMap/api': { token: 'of the ConfigMap' } };
const token = { valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } };

// the names are those of the variables that stand around the value; what no order helps against is in docs/variables.md
const value = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          '$(TOKEN)',
          '$(A)',
          '$(LATER)',
          '$(',
          ')',
          '$(KEY)',
          '(TOKEN)',
          '$',
          "'",
          '"',
          '\\',
          '\n',
          '\r\n',
          'ü',
          '💧',
          ' ',
          '$(x',
          'TOKEN)',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
    fc.string({ minLength: 10_000, maxLength: 10_000 }),
  )
  .filter((one) => !one.includes('\0') && !one.includes('$$') && !one.includes('$(params') && !/\p{Surrogate}/u.test(one));

function task() {
  const chart = newChart();
  const action = new StepAction(chart, 'get', {
    params: { value: param.string() },
    container: ({ params }) => ({
      image,
      env: { A: '1', TOKEN: token, OWN: params.value },
      command: ['get'],
      args: [params.value, text`$${params.value}`],
    }),
  });
  new Task(chart, 'task', {
    params: { value: param.string() },
    stepTemplate: ({ params }) => ({ env: { LATER: token, TEMPLATE: params.value } }),
    steps: ({ params }): readonly (Step | StepWithResults)[] => [
      { name: 'script', image, env: { A: '1', TOKEN: token }, script: sh`echo ${params.value} ${text`$$ $(TOKEN) <${params.value}> $`}` },
      {
        name: 'env',
        image,
        env: { A: '1', TOKEN: token, OWN: text`<${params.value}>`, MIXED: text`$(A)-$$-${params.value}` },
        command: ['env'],
      },
      { name: 'args', image, env: { TOKEN: token }, command: ['get', params.value], args: [text`a$${params.value}`, text`a$(TOKEN)b`] },
      { name: 'template', image, command: ['get'], args: [params.value] },
      action.step('action', { params: { value: params.value } }),
    ],
    sidecars: ({ params }) => [{ name: 'sidecar', image, env: { TOKEN: token, KEY: token }, command: ['get'], args: [params.value] }],
  });
  return manifestsOf(chart);
}

describe('a value after the replacements of Tekton and the kubelet', () => {
  let judge: Judge;
  beforeAll(() => {
    judge = Judge.open();
  });
  afterAll(() => judge.close());

  it('is the value of the run, and never a secret', async () => {
    const manifests = task();
    await fc.assert(
      fc.asyncProperty(value, async (given) => {
        const run = {
          apiVersion: 'tekton.dev/v1',
          kind: 'TaskRun',
          metadata: { name: 'run' },
          spec: { taskRef: { name: 'task' }, params: [{ name: 'value', value: given }] },
        };
        const answer = await judge.ask({ documents: [...manifests, run], run: true, sources });

        const { ok, error, taskRuns = [] } = answer.run?.run ?? { ok: false };
        expect({ ok, error }).toEqual({ ok: true, error: undefined });
        const [script, env, args, template, action, sidecar] = taskRuns[0]?.containers ?? [];
        expect(script?.env).toMatchObject({
          PARAM_VALUE: given,
          TEXT: `$$ $(TOKEN) <${given}> $`,
          TOKEN: SECRET,
          TEMPLATE: given,
          LATER: SECRET,
        });
        expect(env?.env).toMatchObject({ OWN: `<${given}>`, MIXED: `1-$-${given}`, TEMPLATE: given, LATER: SECRET });
        expect(args).toMatchObject({ command: ['get', given], args: [`a$${given}`, `a${SECRET}b`] });
        expect(template).toMatchObject({ command: ['get'], args: [given] });
        expect(action).toMatchObject({ env: { OWN: given, TOKEN: SECRET }, args: [given, `$${given}`] });
        expect(sidecar).toMatchObject({ args: [given] });
      }),
      { numRuns: 300 },
    );
  });

  it('is changed by $$, which the kubelet halves, and by a name of envFrom or of the cluster', async () => {
    const chart = newChart();
    new Task(chart, 'task', {
      params: { value: param.string() },
      steps: ({ params }) => [{ name: 'run', image, envFrom: [{ configMap: 'api' }], script: sh`echo ${params.value}` }],
    });
    const given = '$$ $(token) $(KUBERNETES_SERVICE_HOST)';
    const run = {
      apiVersion: 'tekton.dev/v1',
      kind: 'TaskRun',
      metadata: { name: 'run' },
      spec: { taskRef: { name: 'task' }, params: [{ name: 'value', value: given }] },
    };

    const answer = await judge.ask({ documents: [...manifestsOf(chart), run], run: true, sources });

    expect(answer.run?.run?.taskRuns?.[0]?.containers?.[0]?.env?.PARAM_VALUE).toBe('$ of the ConfigMap 10.96.0.1');
  });
});
