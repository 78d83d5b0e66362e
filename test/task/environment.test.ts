import { EmbeddedTask, Pipeline, param, StepAction, sh, Task, text } from '../../src';
import { fineOf, newChart, problemsOf, specOf } from '../support/app';

const image = 'busybox:1.37.0';
const token = { valueFrom: { secretKeyRef: { name: 'api', key: 'token' } } };
const TOKEN = { name: 'TOKEN', ...token };

/** The fields of the only step of a Task. */
function stepOf(task: Task): unknown {
  return (specOf(task.node.scope as never, 'Task', task.node.id).steps as readonly unknown[])[0];
}

describe('the environment of a step', () => {
  it('starts with the values of the script, which then cannot reference a secret', () => {
    const task = new Task(newChart(), 'build', {
      params: { url: param.string() },
      steps: ({ params }) => [{ name: 'run', image, env: { TOKEN: token }, script: sh`curl ${params.url}` }],
    });

    expect(stepOf(task)).toMatchObject({ env: [{ name: 'PARAM_URL', value: '$(params.url)' }, TOKEN] });
  });

  it('has entries with a value before the others, and otherwise keeps their order', () => {
    const task = new Task(newChart(), 'build', {
      params: { url: param.string(), list: param.array() },
      steps: ({ params }) => [
        {
          name: 'run',
          image,
          env: { TOKEN: token, A: '1', URL: params.url, B: '$(A)', FIRST: text`<${params.list.at(0)}>` },
          command: ['env'],
        },
      ],
    });

    expect(stepOf(task)).toMatchObject({
      env: [
        { name: 'URL', value: '$(params.url)' },
        { name: 'FIRST', value: '<$(params.list[0])>' },
        TOKEN,
        { name: 'A', value: '1' },
        { name: 'B', value: '$(A)' },
      ],
    });
  });

  it('moves the value out of an entry that also references a variable of the step', () => {
    const task = new Task(newChart(), 'build', {
      params: { host: param.string() },
      steps: ({ params }) => [
        { name: 'run', image, env: { TOKEN: token, URL: text`https://me:$(TOKEN)@${params.host}/` }, command: ['env'] },
      ],
    });

    expect(stepOf(task)).toMatchObject({
      env: [{ name: 'PARAM_HOST', value: '$(params.host)' }, TOKEN, { name: 'URL', value: 'https://me:$(TOKEN)@$(PARAM_HOST)/' }],
    });
  });

  it('contains the values of command and args, in which the kubelet expands every variable', () => {
    const task = new Task(newChart(), 'build', {
      params: { url: param.string(), tags: param.array() },
      steps: ({ params, taskRun }) => [
        {
          name: 'run',
          image,
          env: { HOME: '/tmp', URL: params.url },
          command: ['get'],
          args: ['--url', text`<${params.url}>`, params.tags, params.tags.at(1), taskRun.name],
        },
      ],
    });

    expect(stepOf(task)).toMatchObject({
      command: ['get'],
      args: ['--url', '<$(URL)>', '$(params.tags[*])', '$(PARAM_TAGS_1)', '$(context.taskRun.name)'],
      env: [
        { name: 'PARAM_TAGS_1', value: '$(params.tags[1])' },
        { name: 'URL', value: '$(params.url)' },
        { name: 'HOME', value: '/tmp' },
      ],
    });
  });

  it('leaves args unchanged without other variables, and moves those after a program into variables', () => {
    const chart = newChart();
    new Task(chart, 'plain', {
      params: { url: param.string() },
      steps: ({ params }) => [{ name: 'run', image, command: ['get'], args: [params.url] }],
    });
    new Task(chart, 'inline', {
      params: { url: param.string() },
      steps: ({ params }) => [{ name: 'run', image, env: { TOKEN: token }, command: ['sh', '-c'], args: ['get "$1"', 'sh', params.url] }],
    });

    expect(specOf(chart, 'Task', 'plain').steps).toEqual([{ name: 'run', image, command: ['get'], args: ['$(params.url)'] }]);
    expect(specOf(chart, 'Task', 'inline').steps).toMatchObject([{ args: ['get "$1"', 'sh', '$(PARAM_URL)'] }]);
  });

  it('includes the variables of the stepTemplate, which Tekton appends', () => {
    const task = new Task(newChart(), 'build', {
      params: { url: param.string(), level: param.string() },
      stepTemplate: ({ params }) => ({ env: { TOKEN: token, LEVEL: params.level } }),
      steps: ({ params }) => [
        { name: 'args', image, command: ['get'], args: [params.url] },
        { name: 'env', image, env: { KEY: token }, command: ['env'] },
      ],
    });

    expect(task.spec).toMatchObject({
      stepTemplate: { env: [{ name: 'LEVEL', value: '$(params.level)' }, TOKEN] },
      steps: [
        { args: ['$(PARAM_URL)'], env: [{ name: 'PARAM_URL', value: '$(params.url)' }] },
        {
          env: [
            { name: 'LEVEL', value: '$(params.level)' },
            { name: 'KEY', ...token },
          ],
        },
      ],
    });
  });

  it('is the same in sidecars, StepActions and embedded Tasks', () => {
    const chart = newChart();
    new Task(chart, 'build', {
      params: { url: param.string() },
      steps: () => [{ name: 'run', image, command: ['true'] }],
      sidecars: ({ params }) => [{ name: 'proxy', image, env: { TOKEN: token }, args: [params.url] }],
    });
    new StepAction(chart, 'get', {
      params: { url: param.string() },
      container: ({ params }) => ({ image, env: { TOKEN: token, URL: params.url }, args: [params.url] }),
    });
    const ci = new Pipeline(chart, 'ci', { params: { url: param.string() } });
    ci.add(
      new EmbeddedTask('inner', {
        params: { url: param.string() },
        steps: ({ params }) => [{ name: 'run', image, env: { TOKEN: token }, script: sh`curl ${params.url}` }],
      }),
      { params: { url: ci.params.url } },
    );

    const PARAM_URL = { name: 'PARAM_URL', value: '$(params.url)' };
    expect(specOf(chart, 'Task', 'build').sidecars).toMatchObject([{ args: ['$(PARAM_URL)'], env: [PARAM_URL, TOKEN] }]);
    expect(specOf(chart, 'StepAction', 'get')).toMatchObject({
      args: ['$(URL)'],
      env: [{ name: 'URL', value: '$(params.url)' }, TOKEN],
    });
    expect(specOf(chart, 'Pipeline', 'ci').tasks).toMatchObject([{ taskSpec: { steps: [{ env: [PARAM_URL, TOKEN] }] } }]);
    expect(problemsOf(chart)).toEqual([]);
  });

  it('keeps $ in strings of a script, although the kubelet expands env', () => {
    const task = new Task(newChart(), 'build', {
      params: { price: param.string() },
      steps: ({ params, credentialsPath }) => [
        { name: 'run', image, env: { TOKEN: token }, script: sh`echo ${text`$$ $(TOKEN) $x $${params.price} ${credentialsPath} $`}` },
      ],
    });

    expect(stepOf(task)).toMatchObject({
      env: [{ name: 'TEXT', value: '$$$ $$(TOKEN) $x $$$(params.price) $(credentials.path) $' }, TOKEN],
    });
  });
});

describe('a value that no order separates from a secret', () => {
  const build = (step: object, more: object = {}) =>
    fineOf(
      new Task(newChart(), 'build', {
        params: { url: param.string(), list: param.array() },
        steps: ({ params }) => [{ name: 'run', image, script: sh`curl ${params.url}`, ...step }],
        ...more,
      }),
    );

  it('is refused after envFrom of a Secret, whose keys are unknown', () => {
    expect(() => build({ envFrom: [{ secret: 'api' }] })).toThrow(
      'TW194 app/build steps.run.env: "$(params.url)" is beside Secret "api", which a value like "$(NAME)" would print; list its keys in env, such as TOKEN: { valueFrom: { secretKeyRef: { name, key } } }, or mount it as a file',
    );
    expect(() => build({}, { stepTemplate: { envFrom: [{ secret: 'api' }] } })).toThrow(/TW194 app\/build steps\.run\.env: .*Secret "api"/);
  });

  it('is refused as a whole array in args and command of steps, sidecars and StepActions', () => {
    const build = (scope = newChart()) => ({
      step: () =>
        fineOf(
          new Task(scope, 'a', {
            params: { list: param.array() },
            steps: ({ params }) => [{ name: 'run', image, env: { TOKEN: token }, args: [params.list] }],
          }),
        ),
      sidecar: () =>
        fineOf(
          new Task(scope, 'b', {
            params: { list: param.array() },
            steps: () => [{ name: 'run', image, command: ['true'] }],
            sidecars: ({ params }) => [{ name: 'proxy', image, env: { TOKEN: token }, args: [params.list] }],
          }),
        ),
      action: () =>
        fineOf(
          new StepAction(scope, 'c', {
            params: { list: param.array() },
            container: ({ params }) => ({ image, env: { TOKEN: token }, args: [params.list] }),
          }),
        ),
    });

    expect(build().step).toThrow(
      'TW194 app/a steps.run.args: "$(params.list[*])" is beside variable "TOKEN", which a value like "$(NAME)" would print; mount the Secret as a file, or use single items of the array',
    );
    expect(build().sidecar).toThrow(/TW194 app\/b sidecars\.proxy\.args/);
    expect(build().action).toThrow(/TW194 app\/c container\.args/);
  });

  it('is allowed next to a ConfigMap, and in a step without values', () => {
    expect(() => build({ envFrom: [{ configMap: 'settings' }] })).not.toThrow();
    expect(() => build({ envFrom: [{ secret: 'api' }], script: sh`curl example.org` })).not.toThrow();
  });
});
