import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main';

const folder = mkdtempSync(join(tmpdir(), 'tekwire-cli-'));
const good = write(
  'good.yaml',
  'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\nspec: {steps: [{name: run, image: "busybox:1.37.0", command: ["true"]}]}\n',
);
write(
  'nested/bad.yml',
  'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build-it}\nspec: {steps: [{name: run, command: ["true"]}]}\n',
);
write('twice.yaml', 'apiVersion: tekton.dev/v1\nkind: Task\nmetadata:\n  name: a\n  name: b\n');
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

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function run(...args: string[]): { code: number; out: string[]; err: string[] } {
  const [out, err]: [string[], string[]] = [[], []];
  const code = main(args, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out, err };
}

describe('tekwire validate', () => {
  it('says nothing of good manifests, and counts them', () => {
    expect(run('validate', good)).toEqual({ code: 0, out: [], err: ['1 object judged, 0 errors'] });
  });

  it('judges all files of a folder, and says where what is wrong', () => {
    const { code, out } = run('validate', folder);

    expect(code).toBe(1);
    expect(out).toContainEqual(expect.stringMatching(/bad\.yml steps\.run.*image/));
    expect(out).toContainEqual(expect.stringMatching(/twice\.yaml:5:3 Map keys must be unique/));
  });

  it('tells a wrong call from a file that cannot be read', () => {
    expect(run('validate')).toMatchObject({ code: 2, err: [expect.stringContaining('name the files to judge')] });
    expect(run('validate', '--colour', good)).toMatchObject({ code: 2, err: [expect.stringContaining("'--colour'")] });
    expect(run('validate', join(folder, 'none.yaml'))).toMatchObject({ code: 3, err: [expect.stringContaining('none.yaml')] });
  });

  it('reads standard input', () => {
    const bundled = join(__dirname, '../../dist/lib/cli/main.js');
    const { stdout, status } = spawnSync(process.execPath, [bundled, 'validate', '-'], {
      input: 'kind: Task\napiVersion: tekton.dev/v1\nmetadata: {name: x}\nspec: {}\n',
      encoding: 'utf8',
    });

    expect(status).toBe(1);
    expect(stdout).toMatch(/^TW\d+ - steps: /m);
  });
});

describe('tekwire graph', () => {
  it('shows who waits for whom, a line a layer', () => {
    expect(run('graph', pipeline).out).toEqual(['ci\n1  a\n2  b (a)  c (a)\nfinally  z']);
  });

  it('draws data solid and mere order dotted for Mermaid', () => {
    expect(run('graph', '--format', 'mermaid', pipeline).out[0]?.split('\n')).toEqual([
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
    expect(run('graph', '--format', 'svg', pipeline)).toMatchObject({
      code: 2,
      err: [expect.stringContaining('--format "svg" is not one of: text, mermaid')],
    });
    expect(run('graph', good)).toMatchObject({ code: 1, err: [`no Pipeline in ${good}`] });
  });
});

describe('tekwire', () => {
  it('helps, tells its version, and names its commands when called with another', () => {
    expect(run().out[0]).toContain('validate');
    expect(run('validate', '--help').out[0]).toContain('Exit code: 0 none, 1 errors');
    expect(run('version').out).toEqual([(require('../../package.json') as { version: string }).version]);
    expect(run('vaildate')).toMatchObject({
      code: 2,
      err: [expect.stringContaining('"vaildate" is not a command (there are: graph, validate, version)')],
    });
  });
});
