import { checkDocuments } from '../../src/rules';

const params = [{ name: 'x', type: 'string' }];

function advice(manifest: object): readonly string[] {
  return checkDocuments([{ origin: 'a.yaml', manifest: manifest as never }], { lint: ['TW510'] })
    .filter(({ code }) => code === 'TW510')
    .map(({ where, message }) => `${where}: ${message}`);
}

const task = (spec: object) => ({ apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 't' }, spec: { params, ...spec } });

describe('a param in the program text of a command line is reported', () => {
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

  it('when the stepTemplate has the command', () => {
    const spec = { stepTemplate: { command: ['sh', '-c'] }, steps: [{ name: 's', image: 'a:1', args: ['echo $(params.x)'] }] };

    expect(advice(task(spec))).toEqual([expect.stringContaining('steps.s.args[0]: the value of "$(params.x)"')]);
  });

  it('when the kubelet expands it', () => {
    const env = [{ name: 'NAME', value: '$(params.x)' }];

    expect(advice(task({ steps: [{ name: 's', image: 'a:1', env, command: ['sh', '-c', 'echo $(NAME)'] }] }))).toEqual([
      expect.stringContaining('the value of "$(NAME)"'),
    ]);
  });

  it.each<[string, object, string]>([
    [
      'in a script',
      { script: 'echo $((N))' },
      'script: $N contains the value of "$(params.x)" and is used in an arithmetic expansion (line 1)',
    ],
    [
      'in a program',
      { command: ['bash', '-c', 'eval "$N"'] },
      'command: $N contains the value of "$(params.x)" and is used in a variable of',
    ],
    [
      'in Python',
      { script: '#!/usr/bin/python3\nimport os\nos.system(os.environ["N"])' },
      'script: $N contains the value of "$(params.x)" and is used in os.system() (line 3)',
    ],
  ])('when a variable passes it on, %s', (_, step, said) => {
    const env = [{ name: 'N', value: '$(params.x)' }];

    expect(advice(task({ steps: [{ name: 's', image: 'a:1', env, ...step }] }))).toEqual([expect.stringContaining(said)]);
    expect(advice(task({ stepTemplate: { env }, steps: [{ name: 's', image: 'a:1', ...step }] }))).toEqual([expect.stringContaining(said)]);
    expect(advice(task({ steps: [{ image: 'a:1' }], sidecars: [{ name: 's', image: 'a:1', env, ...step }] }))).toHaveLength(1);
  });

  it.each([
    [['sh', '-c', 'echo "$1"', '_', '$(params.x)']],
    [['git', 'clone', '$(params.x)']],
    [['grep', '-c', '$(params.x)']],
    [['sh', '-c', 'echo $(context.taskRun.name) $(date)']],
  ])('but %j is not reported', (command) => {
    expect(advice(task({ steps: [{ name: 's', image: 'a:1', command }] }))).toEqual([]);
  });
});
