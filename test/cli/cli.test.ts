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
  it('shows who waits for whom, a line a layer', () => {
    expect(run('graph', pipeline).out).toEqual(['ci\n1  a\n2  b (a)  c (a)\nfinally  z']);
  });

  it('draws data solid and mere order dotted for Mermaid', () => {
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

  it('refuses formats that it does not know, and files without a Pipeline', () => {
    expect(run('graph', '--output', 'svg', pipeline)).toMatchObject({
      code: 2,
      err: [expect.stringContaining('--output: unknown value "svg"; expected one of: text, mermaid')],
    });
    expect(run('graph', good)).toMatchObject({ code: 1, err: [`no Pipeline in ${good}`] });
  });
});

describe('tekwire', () => {
  it('helps, tells its version, and names its commands when called with another', () => {
    expect(run().out[0]).toContain('validate');
    expect(run('validate', '--help').out[0]).toContain('Exit code: 0 no errors, 1 errors');
    expect(run('version').out).toEqual([(require('../../package.json') as { version: string }).version]);
    expect(run('vaildate')).toMatchObject({
      code: 2,
      err: [expect.stringContaining('unknown command "vaildate" (available: explain, graph, lock, validate, version)')],
    });
  });
});

it('the usage of a command is made of what it takes', () => {
  expect(run('explain', '--help').out[0]?.split('\n')).toEqual(
    expect.arrayContaining([
      'tekwire explain RULE...',
      'tekwire explain policies [--app COMMAND] [-o human|json]',
      '  -o, --output FORMAT  human: one line per field (default); json: one JSON object per line',
      'Exit code: 0 printed, 2 invalid arguments or unknown rule, 3 a page cannot be read, the app fails, or the output cannot be written.',
    ]),
  );
  for (const command of ['validate', 'graph', 'lock', 'explain'])
    for (const line of run(command, '--help').out[0]?.split('\n') ?? []) expect(line.length).toBeLessThan(140);
});

it('the older name of an option works, too', () => {
  expect(run('graph', '--format', 'mermaid', pipeline).out).toEqual(run('graph', '-o', 'mermaid', pipeline).out);
  expect(run('graph', '--format', 'svg', pipeline).err[0]).toContain('--output: unknown value "svg"; expected one of: text, mermaid');
});
