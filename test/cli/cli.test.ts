import { run, write } from './run';

const good = write('good.yaml', 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\nspec: {steps: [{image: busybox}]}\n');
const pipeline = write(
  'pipeline.yaml',
  `apiVersion: tekton.dev/v1
kind: Pipeline
metadata: {name: ci}
spec:
  tasks:
    - {name: a, taskRef: {name: t}}
    - {name: b, taskRef: {name: t}, runAfter: [a]}
    - {name: c, taskRef: {name: t}, params: [{name: p, value: "$(tasks.a.results.r)"}]}
  finally:
    - {name: z, taskRef: {name: t}}
`,
);

describe('tekwire graph', () => {
  it('shows the order of the tasks, one line per layer', () => {
    expect(run('graph', pipeline).out).toEqual(['ci\n1  a\n2  b (a)  c (a)\nfinally  z']);
  });

  it('draws data edges solid and order edges dotted for Mermaid', () => {
    expect(run('graph', '-o', 'mermaid', pipeline).out[0]?.split('\n')).toEqual([
      'ci',
      'flowchart LR',
      '  a',
      '  b',
      '  c',
      '  a -.-> b',
      '  a --> c',
      '  subgraph finally',
      '    z',
      '  end',
    ]);
  });

  it('refuses unknown formats, and files without a Pipeline', () => {
    expect(run('graph', '--output', 'png', pipeline)).toMatchObject({
      code: 2,
      err: [expect.stringContaining('--output: unknown value "png"; expected one of: text, mermaid, dot, svg, json')],
    });
    expect(run('graph', good)).toMatchObject({ code: 2, err: [`no Pipeline in ${good}`] });
  });
});

describe('tekwire', () => {
  it('prints help, its version, and its commands when called with an unknown one', () => {
    expect(run('help')).toMatchObject({ code: 0, out: [expect.stringContaining('validate')] });
    expect(run('help', 'graph')).toEqual(run('graph', '--help'));
    expect(run('help', 'grph')).toMatchObject({ code: 2, err: [expect.stringContaining('did you mean "graph"?')] });
    expect(run()).toMatchObject({ code: 2, out: [], err: [expect.stringContaining('validate')] });
    expect(run('validate', '--help').out[0]).toContain('Exit code: 0 no errors, 1 errors');
    expect(run('version').out).toEqual([(require('../../package.json') as { version: string }).version]);
    expect(run('vaildate')).toMatchObject({
      code: 2,
      err: [
        expect.stringMatching(
          /^unknown command "vaildate" \(available: completion, .*validate, watch, version\); did you mean "validate"\?/,
        ),
      ],
    });
  });
});

it('the usage of a command lists its options', () => {
  expect(run('explain', '--help').out[0]?.split('\n')).toEqual(
    expect.arrayContaining([
      'tekwire explain RULE...',
      'tekwire explain policies [--app COMMAND] [-o human|json]',
      '  -o, --output FORMAT  human: one line per field (default); json: one JSON object per line',
      'Exit code: 0 printed, 2 invalid arguments or unknown rule, 3 a page cannot be read, the app fails, or the output cannot be written.',
    ]),
  );
  for (const command of ['completion', 'doctor', 'validate', 'graph', 'init', 'lock', 'explain', 'rules', 'findings'])
    for (const line of run(command, '--help').out[0]?.split('\n') ?? []) expect(line.length).toBeLessThan(140);
});

it('the legacy name of an option works, too', () => {
  expect(run('graph', '--format', 'mermaid', pipeline).out).toEqual(run('graph', '-o', 'mermaid', pipeline).out);
  expect(run('graph', '--format', 'png', pipeline).err[0]).toContain('--output: unknown value "png"; expected one of: text, mermaid');
});
