import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folder, run } from '../cli/run';

const home = process.cwd();
const place = join(folder, 'configured');

const build = `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: build}
spec:
  steps:
    - {image: busybox, script: "curl -k -o x https://x.example", env: [{name: A, value: "$(workspaces.x.path)"}]}
`;

beforeEach(() => {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(join(place, 'tasks'), { recursive: true });
  mkdirSync(join(place, '.git'));
  process.chdir(place);
  writeFileSync('tasks/build.yaml', build);
});
afterAll(() => process.chdir(home));

function config(text: string, name = 'tekwire.config.yaml'): void {
  writeFileSync(name, text);
}

/** The codes that `tekwire validate .` reports, with their severity. */
function reported(...args: string[]): string[] {
  const { out } = run('validate', '.', '-o', 'json', ...args);
  return out
    .join('\n')
    .split('\n')
    .flatMap((line) => {
      const { errors, warnings } = JSON.parse(line) as { errors: { code: string }[]; warnings: { code: string }[] };
      return [...errors.map(({ code }) => `error ${code}`), ...warnings.map(({ code }) => `warning ${code}`)];
    });
}

describe('a config file', () => {
  it('ignores a warning, or an error that Tekton would not report, with a reason', () => {
    expect(reported()).toEqual(['error TW142', 'warning TW523']);

    config('ignore:\n  - {code: TW142, reason: a pipeline gives it, path: tasks/**, object: Task/build}\n');
    expect(reported()).toEqual(['warning TW523']);
    config('ignore:\n  - {code: disabled-verification, reason: the mirror is ours, object: Task/*}\n');
    expect(reported()).toEqual(['error TW142']);
  });

  it.each(['path: pipelines/**', 'path: build', 'object: Task/other', 'object: Pipeline/build'])(
    'does so only where it says: %s',
    (where) => {
      config(`ignore: [{code: TW142, reason: a pipeline gives it, ${where}}]\n`);

      expect(reported()).toContain('error TW142');
    },
  );

  it.each(['path: tasks/*.yaml', 'path: "**/build.yaml"', 'path: build.yaml', 'path: tasks/', 'object: "*/build"'])('fits %s', (where) => {
    config(`ignore: [{code: TW142, reason: a pipeline gives it, ${where}}]\n`);

    expect(reported()).not.toContain('error TW142');
  });

  it('changes the severity of warnings, and adds opt-in rules', () => {
    config('lint: {TW523: error, TW520: warning}\n');
    expect(reported()).toEqual(['error TW523', 'error TW142', 'warning TW520']);
    config('{"lint": {"TW523": "off"}}', 'tekwire.config.yaml');
    expect(reported()).toEqual(['error TW142']);
    config('lint: [TW520]\n');
    expect(reported()).toEqual(['error TW142', 'warning TW520', 'warning TW523']);
  });

  it('is JSON, too, stands in a folder above, and gives features, external objects, the sets and what fails', () => {
    writeFileSync('tasks/more.yaml', build.replace('build', 'other').replace('env:', 'when: [{cel: "true"}], env:'));
    config('{"features": {"enable-cel-in-whenexpression": true}, "external": ["Task/far"], "failOn": "warning"}', 'tekwire.config.json');
    process.chdir('tasks');

    expect(run('validate', '--lint', 'none', '--allow', 'TW142: a pipeline gives it', '.')).toMatchObject({ code: 0, out: [] });
    expect(run('validate', '--allow', 'TW142: a pipeline gives it', '.').code).toBe(1);
  });

  it.each([
    ['extrenal: []', 'tekwire.config.yaml:1:1: unknown key "extrenal"', 'did you mean "external"?'],
    ['features: {enable-api-field: alpha}', ':1:12: unknown key "enable-api-field"', 'did you mean "enable-api-fields"?'],
    ['features: {enable-api-fields: beat}', 'unknown value "beat"', 'expected one of: stable, beta, alpha'],
    ['external: [Taks/x]', 'external[0]', 'Task'],
    ['set: every', 'set: unknown value "every"', 'each-file'],
    ['ignore: [{code: TW142}]', 'ignore[0]: "reason" is missing', ''],
    ['ignore: [{code: TW142, reason: ""}]', 'reason: the string is empty', ''],
    ['ignore: [{code: TW120, reason: x}]', 'ignore[0].code: TW120 is an error that Tekton reports, too, so it cannot be allowed', ''],
    ['ignore: [{code: TW176, reason: x}]', 'TW176 is retired; TW178 reports it now', ''],
    ['ignore: [{code: TW999, reason: x}]', 'unknown rule "TW999"', ''],
    ['ignore: [{code: TW142, reason: x, object: build}]', 'expected KIND/NAME', ''],
    ['lint: {TW120: warning}', 'TW120 is an error', ''],
    ['lint: {TW120: of}', 'unknown value "of"; expected one of: off, warning, error', ''],
    ['lint: 5', 'expected a list or a mapping, not "5"', ''],
    ['a: [', 'tekwire.config.yaml:', ''],
    ['a: 1\na: 2', 'tekwire.config.yaml:2:1: ', ''],
  ])('refuses %s', (text, ...parts) => {
    config(`${text}\n`);

    const { code, out, err } = run('validate', '.');
    expect({ code, out }).toEqual({ code: 2, out: [] });
    for (const part of parts) expect(err[0]).toContain(part);
    expect(err[0]?.split('\n')).toHaveLength(1);
  });

  it('is refused when there are two, or when its name is nearly right', () => {
    config('{}', 'tekwire.config.json');
    config('{}');
    expect(run('validate', '.')).toMatchObject({ code: 2, err: ['tekwire.config.json and tekwire.config.yaml: keep one of them'] });
    rmSync('tekwire.config.json');
    rmSync('tekwire.config.yaml');
    config('{}', 'tekwire-config.yaml');
    expect(run('validate', '.').err[0]).toBe('tekwire-config.yaml: a config file is called tekwire.config.yaml; rename the file');
  });

  it('is another one with --config', () => {
    writeFileSync('other.json', '{"ignore": [{"code": "TW142", "reason": "x"}]}');

    expect(reported('--config', 'other.json')).toEqual(['warning TW523']);
    expect(run('validate', '--config', 'none.json', '.').code).not.toBe(0);
  });
});

describe('an error that Tekton reports, too,', () => {
  const bad = build.replace('image: busybox, ', '');

  it.each([
    ['the annotation', (text: string) => text.replace('{name: build}', '{name: build, annotations: {tekwire.dev/allow: "TW120: x"}}'), []],
    ['the flag', (text: string) => text, ['--allow', 'TW120: x']],
  ])('cannot be allowed by %s', (_, change, args) => {
    writeFileSync('tasks/build.yaml', change(bad));

    const { code, out, err } = run('validate', '.', ...args);
    expect(code).not.toBe(0);
    expect(out.concat(err).join('\n')).toContain('TW120 is an error that Tekton reports, too, so it cannot be allowed');
  });

  it('where a rule is only in part stricter: in the fields that the CRD knows', () => {
    const allowed = (spec: string) =>
      `apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: p, annotations: {tekwire.dev/allow: "TW010: ours"}}\nspec: ${spec}\n`;
    writeFileSync('tasks/build.yaml', allowed('{tasks: [{name: a, taskSpec: {steps: [{image: a, Script: x}]}}]}'));
    expect(run('validate', '.').out.join()).not.toContain('TW010');
    writeFileSync('tasks/build.yaml', allowed('{tasks: [{name: a, Retries: 1, taskSpec: {steps: [{image: a}]}}]}'));
    expect(run('validate', '.').out.join()).toContain('TW010');
  });
});

describe('the annotation and the flag', () => {
  it('allow an error that is stricter than Tekton', () => {
    writeFileSync('tasks/build.yaml', build.replace('{name: build}', '{name: build, annotations: {tekwire.dev/allow: "TW142: given"}}'));
    expect(reported()).toEqual(['warning TW523']);
    writeFileSync('tasks/build.yaml', build);
    expect(reported('--allow', 'undeclared-workspace: given')).toEqual(['warning TW523']);
  });

  it.each([
    ['TW142', 'expected CODE: REASON, as in --allow "TW142: the reason"'],
    ['TW176: x', 'TW176 is retired; TW178 reports it now'],
    ['TW1422: x', 'unknown rule "TW1422"'],
  ])('refuse %s', (text, message) => {
    expect(run('validate', '--allow', text, '.')).toMatchObject({ code: 2, err: [expect.stringContaining(message)] });
  });

  it('report a retired code', () => {
    expect(run('validate', '--lint', 'TW176', '.').err[0]).toContain('TW176 is retired; TW178 reports it now');
    writeFileSync('tasks/build.yaml', build.replace('{name: build}', '{name: build, annotations: {tekwire.dev/allow: "TW176: given"}}'));
    expect(run('validate', '.').out[0]).toContain('TW176 is retired; TW178 reports it now');
  });
});

describe('a baseline', () => {
  it('hides known diagnostics, and reports new ones', () => {
    expect(run('validate', '--update-baseline', '.')).toMatchObject({ code: 0, out: [] });
    expect(run('validate', '.')).toMatchObject({ code: 0, out: [], err: [expect.anything(), '1 object checked, 0 errors'] });

    writeFileSync('tasks/build.yaml', `# moved\n${build.replace('env: [', 'env: [{name: B, value: "$(workspaces.y.path)"}, ')}`);
    expect(reported()).toEqual(['error TW142']);
    expect(run('validate', '--update-baseline', '.').err[0]).toBe('tekwire.baseline.json: 3 diagnostics recorded');
    expect(reported()).toEqual([]);
  });

  it('does not contain errors that Tekton reports, too', () => {
    writeFileSync('tasks/build.yaml', build.replace('image: busybox, ', ''));

    expect(run('validate', '--update-baseline', '.')).toMatchObject({
      code: 1,
      err: [
        'tekwire.baseline.json: 2 diagnostics recorded; 1 error that Tekton reports, too, cannot be recorded',
        expect.anything(),
        expect.anything(),
      ],
    });
  });

  it('can have another name, and a damaged one is refused', () => {
    config('baseline: ci/known.json\n');
    mkdirSync('ci');
    run('validate', '--update-baseline', '.');
    expect(JSON.parse(readFileSync('ci/known.json', 'utf8'))).toMatchObject({
      version: 1,
      entries: [{ code: 'TW142' }, { code: 'TW523' }],
    });
    writeFileSync('ci/known.json', '{}');
    expect(run('validate', '.')).toMatchObject({ code: 2, err: [expect.stringContaining('known.json is not a baseline')] });
  });
});

describe('other options of tekwire validate', () => {
  it('-q reports errors only, and no summary', () => {
    expect(run('validate', '-q', '.')).toEqual({ code: 1, out: [expect.stringMatching(/^tasks.*TW142[^\n]*$/)], err: [] });
    expect(run('validate', '-q', '--fail-on', 'warning', '.').out[0]).toContain('TW523');
  });

  it('--fail-on warning fails for warnings', () => {
    expect(run('validate', '--allow', 'TW142: x', '.').code).toBe(0);
    expect(run('validate', '--allow', 'TW142: x', '--fail-on', 'warning', '.').code).toBe(1);
    expect(run('validate', '--fail-on', 'notice', '.').err[0]).toContain('expected one of: error, warning');
  });

  it('--color always colours, never does not', () => {
    expect(run('validate', '--color', 'always', '.').out[0]).toContain('\u001b[');
    expect(run('validate', '--color=never', '.').out[0]).not.toContain('\u001b[');
  });

  it.each([
    ['tasks/build.yaml', '.'],
    ['./tasks/build.yaml', 'tasks/'],
    ['CWD/tasks/build.yaml', '.'],
    ['tasks/build.yaml', 'CWD'],
  ])('--stdin-filename %s names the text of an editor, which stands for the saved file in %s', (name, folder) => {
    const cli = join(home, 'dist/lib/cli/main.js');
    const input = build.replace('workspaces.x', 'params.x');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [cli, 'validate', '--stdin-filename', ...[name, folder].map((path) => path.replace('CWD', place))],
      {
        input,
        encoding: 'utf8',
      },
    );

    expect(stdout).toContain('tasks/build.yaml:6:');
    expect(stdout).not.toContain('TW142');
    expect(stderr).toContain('1 object checked');
  });
});

describe('setFeatures', () => {
  const gated = build.replace('env:', 'when: [{cel: "true"}], env:').replace('workspaces.x.path', 'context.task.name');
  const noted = gated.replace('{name: build}', '{name: build, annotations: {tekwire.dev/features: "enable-cel-in-whenexpression=true"}}');

  it('applies in tekwire validate, because the manifest records it', () => {
    writeFileSync('tasks/build.yaml', gated);
    const errors = reported('--lint', 'none');
    expect(errors).not.toEqual([]);
    writeFileSync('tasks/build.yaml', noted);
    expect(reported('--lint', 'none')).toEqual([]);
    expect(reported('--lint', 'none', '--feature', 'enable-cel-in-whenexpression=false')).toEqual(errors);
  });
});
