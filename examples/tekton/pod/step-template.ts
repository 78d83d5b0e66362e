import type { Chart } from 'cdk8s';
import { bash, EmbeddedTask, param, type Step, TaskRun } from 'tekwire';

const image = 'mirror.gcr.io/ubuntu@sha256:0d39fcc8335d6d74d5502f6df2d30119ff4790ebbb60b364818d5112d9e3e932';

/** Variables of a step template, and steps that add to them or say otherwise. */
export function stepTemplate(chart: Chart): void {
  const task = new EmbeddedTask('env-merge', {
    params: {
      FOO: param.string({ description: 'FOO variable' }),
      BAR: param.string({ description: 'BAR variable' }),
      FOOBAR: param.string({ description: 'FOOBAR variable', default: 'foobar' }),
    },
    stepTemplate: { env: { QUX: 'original' } },
    steps: ({ params: { FOO, FOOBAR, BAR } }) => [
      check('foo', 'FOO', 'foo', { FOO }),
      check('foobar', 'FOOBAR', 'foobar', { FOOBAR }),
      check('bar', 'BAR', 'bar', { BAR }),
      check('qux-no-override', 'QUX', 'original'),
      check('qux-override', 'QUX', 'override', { QUX: 'override' }),
    ],
  });
  new TaskRun(chart, 'steptemplate-env-merge', { task, params: { FOO: 'foo', BAR: 'bar' } });
}

function check(name: string, variable: string, value: string, env?: Step['env']): Step {
  return { name, image, script: bash`[[ $${variable} == "${value}" ]]`, env };
}
