import { judge } from '../../src/rules';

const params = [{ name: 'x', type: 'string' }];

function advice(manifest: object): readonly string[] {
  return judge([{ origin: 'a.yaml', manifest: manifest as never }], { lint: ['TW510'] })
    .filter(({ code }) => code === 'TW510')
    .map(({ where, message }) => `${where}: ${message}`);
}

const task = (spec: object) => ({ apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 't' }, spec: { params, ...spec } });

describe('a param in the program text of a command line is named', () => {
  it.each<[string, object, string]>([
    ['of a step', task({ steps: [{ name: 's', image: 'a:1', command: ['sh', '-c', 'echo $(params.x)'] }] }), 'steps.s.command[2]'],
    [
      'of a sidecar',
      task({ steps: [{ image: 'a:1' }], sidecars: [{ name: 's', image: 'a:1', command: ['bash'], args: ['-c', '$(params.x)'] }] }),
      'sidecars.s.args[1]',
    ],
    [
      'of a StepAction',
      {
        apiVersion: 'tekton.dev/v1beta1',
        kind: 'StepAction',
        metadata: { name: 'a' },
        spec: { params, image: 'a:1', command: ['python3', '-c', 'print("$(params.x)")'] },
      },
      'command[2]',
    ],
    [
      'of a Task in a pipeline',
      {
        apiVersion: 'tekton.dev/v1',
        kind: 'Pipeline',
        metadata: { name: 'p' },
        spec: {
          params,
          tasks: [{ name: 'one', taskSpec: { steps: [{ name: 's', image: 'a:1', command: ['node', '-e', 'f($(params.x))'] }] } }],
        },
      },
      '/one taskSpec.steps.s.command[2]',
    ],
  ])('%s', (_, manifest, where) => {
    expect(advice(manifest)).toEqual([expect.stringContaining(`${where}: the value of "$(params.x)" becomes part of the program text`)]);
  });

  it('also where the step template has the command', () => {
    const spec = { stepTemplate: { command: ['sh', '-c'] }, steps: [{ name: 's', image: 'a:1', args: ['echo $(params.x)'] }] };

    expect(advice(task(spec))).toEqual([expect.stringContaining('steps.s.args[0]: the value of "$(params.x)"')]);
  });

  it('also when the kubelet puts it in', () => {
    const env = [{ name: 'NAME', value: '$(params.x)' }];

    expect(advice(task({ steps: [{ name: 's', image: 'a:1', env, command: ['sh', '-c', 'echo $(NAME)'] }] }))).toEqual([
      expect.stringContaining('the value of "$(NAME)"'),
    ]);
  });

  it.each([
    [['sh', '-c', 'echo "$1"', '_', '$(params.x)']],
    [['git', 'clone', '$(params.x)']],
    [['grep', '-c', '$(params.x)']],
    [['sh', '-c', 'echo $(context.taskRun.name) $(date)']],
  ])('and nothing is said of %j', (command) => {
    expect(advice(task({ steps: [{ name: 's', image: 'a:1', command }] }))).toEqual([]);
  });
});
