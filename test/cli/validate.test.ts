import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { shapeProblems } from '../diagnostics/junit-shape';
import { schemaProblems } from '../findings/schema';
import { folder, run, write } from './run';

// some run the built program, on machines that have other things to do
jest.setTimeout(60_000);

const task = (step: string) => `apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: build}\nspec:\n  steps:\n    - ${step}\n`;
const good = write('good.yaml', task('image: busybox'));
const bad = write('nested/bad.yml', task('name: run').replace('build', 'other'));
write('nested/notes.txt', 'no manifest');
for (const skipped of ['.git', '.cache', '.mypy_cache', '.venv']) write(`nested/${skipped}/worse.yaml`, 'a: [');
write('nested/.tekton/push.yaml', task('name: hidden').replace('build', 'hidden'));
write('nested/node_modules/worse.yaml', 'a: [');
const secret = write('secret.yaml', 'apiVersion: v1\nkind: Secret\nmetadata: {name: token}\nstringData: {a: 1}\n');
const several = write(
  'several.yaml',
  `${task('{image: a, script: 1.10}')}---\na: 1\na: 2\n---\n${task('image: a').replace('build', 'third')}`,
);
symlinkSync('.git', join(folder, 'nested/linked'));

describe('tekwire validate', () => {
  it('says nothing of good manifests, and counts them', () => {
    expect(run('validate', good)).toEqual({ code: 0, out: [], err: ['1 object checked, 0 errors'] });
  });

  it('names file, line and column of what is wrong', () => {
    expect(run('validate', bad)).toEqual({
      code: 1,
      out: [`${bad}:6:7  error TW120  steps.run.image: step "run" has no image, and there is none in the stepTemplate`],
      err: ['1 object checked, 1 error'],
    });
  });

  it('judges all YAML files of a folder, hidden ones too, and names the folders that it skips', () => {
    const { code, out, err } = run('validate', join(folder, 'nested'));

    expect(code).toBe(1);
    expect(out.join('\n')).not.toContain('worse');
    expect(out.join('\n')).toContain(`${join(folder, 'nested/.tekton/push.yaml')}:6:7  error TW120`);
    const skipped = ['.cache', '.git', '.mypy_cache', '.venv', 'linked'].map((name) => join(folder, 'nested', name)).join(', ');
    expect(err).toEqual([`skipped: ${skipped} and 1 more; pass a folder by name to read it`, '2 objects checked, 2 errors']);
    expect(run('validate', join(folder, 'nested/.git')).out[0]).toContain('TW090');
  });

  it('judges files together: a Task in one of them is there for the Pipeline in another', () => {
    const pipeline = 'apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: ci}\n';
    const path = write('ci.yaml', `${pipeline}spec: {tasks: [{name: a, taskRef: {name: build}, params: [{name: url, value: x}]}]}\n`);

    expect(run('validate', path).code).toBe(0);
    expect(run('validate', path, good).out[0]).toContain('"url"');
  });

  it('warns of a Task that no file has, unless it is said to lie elsewhere', () => {
    const path = write(
      'alone.yaml',
      'apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: ci}\nspec:\n  tasks: [{name: a, taskRef: {name: far}}]\n',
    );

    expect(run('validate', path)).toEqual({
      code: 0,
      out: [
        `${path}:5:37  warning TW560  a taskRef.name: the set has no Task "far"\n  fix: judge it with the others, or say --external Task/far if it lies elsewhere`,
      ],
      err: ['1 object checked, 0 errors, 1 warning'],
    });
    for (const external of ['Task/far', 'Task/*']) expect(run('validate', '--external', external, path).out).toEqual([]);
    expect(run('validate', '--lint', 'none', path).out).toEqual([]);
  });

  it('wants kind and name of what lies elsewhere', () => {
    expect(run('validate', '--external', 'far', good)).toEqual({
      code: 2,
      out: [],
      err: [expect.stringContaining('--external "far": expected KIND/NAME, as in Task/git-clone or Task/*')],
    });
    expect(run('validate', '--external', 'Taks/far', good).err[0]).toContain('did you mean "Task"?');
  });

  it('reads a file once, however often it is named', () => {
    expect(run('validate', good, good, folder.concat('/./good.yaml')).err).toEqual(['1 object checked, 0 errors']);
  });

  it('skips objects of others, and says so', () => {
    expect(run('validate', secret, good)).toEqual({ code: 0, out: [], err: ['1 object checked, 1 skipped, 0 errors'] });
  });

  it('goes on behind what is no YAML, and advises quotes where YAML reads no text', () => {
    expect(run('validate', several).out[0]?.split('\n')).toEqual([
      expect.stringContaining(':6:26  error TW003  steps[0].script: 1.1 is a number, not a text'),
      '  fix: write "1.10" in quotes; without them YAML reads 1.1',
      expect.stringContaining('TW001'),
      expect.stringContaining('TW001'),
      expect.stringContaining(':9:1  error TW091  a: "a" stands twice in one mapping'),
      '  fix: keep one of them',
    ]);
  });

  it('knows a text file in UTF-16, which kubectl does not read, and a file that is no text', () => {
    const wide = write('wide.yaml', Buffer.from(`\ufeff${task('image: busybox').replace('build', 'wide')}`, 'utf16le'));
    const image = write('image.yaml', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a));

    expect(run('validate', wide).out[0]?.split('\n')[0]).toBe(
      `${wide}:1:1  error TW090  the text is UTF-16, which kubectl does not read; save it as UTF-8`,
    );
    expect(run('validate', image).out[0]).toBe(`${image}:1:1  error TW090  what stands here is not UTF-8; is this a text file?`);
  });
});

describe('tekwire validate --output', () => {
  it('json writes a line a document', () => {
    const lines = run('validate', '-o', 'json', several, secret).out[0]?.split('\n') ?? [];

    expect(lines.map((line) => JSON.parse(line)).map(({ file, index, kind, ok }) => [file, index, kind, ok])).toEqual([
      [several, 0, 'Task', false],
      [several, 1, '', false],
      [several, 2, 'Task', true],
      [secret, 0, 'Secret', true],
    ]);
  });

  it('github writes workflow commands', () => {
    expect(run('validate', '-o', 'github', bad).out[0]).toMatch(/^::error file=.+,line=6,col=7,title=TW120::steps\.run\.image: step/);
  });

  it('sarif and junit write one log, also when nothing is wrong', () => {
    expect(JSON.parse(run('validate', '--output', 'sarif', good).out[0] ?? '')).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [] }],
    });
    expect(run('validate', '--output', 'junit', good).out[0]).toContain('<testcase name="Task build"');
  });

  it('refuses formats that it does not know', () => {
    expect(run('validate', '-o', 'xml', good)).toMatchObject({
      code: 2,
      err: [expect.stringContaining('--output: unknown value "xml"; expected one of: human, json, sarif, junit, github')],
    });
  });
});

describe('tekwire validate --feature', () => {
  const choice = write('enum.yaml', `${task('image: a')}  params: [{name: size, enum: [small, large]}]\n`);

  it('sets flags of the cluster by their names', () => {
    expect(run('validate', choice).out[0]).toContain('enable-param-enum');
    expect(run('validate', choice, '--feature', 'enable-param-enum=true', '--feature', 'api-fields=alpha').code).toBe(0);
  });

  it.each([
    ['enable-param-enums=true', 'unknown feature flag'],
    ['enable-param-enum', 'expected NAME=VALUE'],
    ['enable-param-enum=yes', 'unknown value "yes"; expected one of: true, false'],
    ['api-fields=beat', 'unknown value "beat"; expected one of: stable, beta, alpha'],
    ['__proto__=x', 'unknown feature flag'],
  ])('refuses %s', (setting, message) => {
    expect(run('validate', choice, '--feature', setting)).toMatchObject({ code: 2, err: [expect.stringContaining(message)] });
  });
});

describe('the exit code of tekwire validate', () => {
  it('is 2 for a wrong call', () => {
    expect(run('validate')).toMatchObject({ code: 2, err: [expect.stringContaining('pass the files to check')] });
    expect(run('validate', '--colour', good)).toMatchObject({ code: 2, err: [expect.stringContaining("'--colour'")] });
  });

  it('is 3 when a file cannot be read; the others are judged all the same', () => {
    const { code, out, err } = run('validate', join(folder, 'none.yaml'), bad);

    expect(code).toBe(3);
    expect(out[0]).toContain('TW120');
    expect(err[0]).toContain('none.yaml');
  });
});

describe('what tekwire validate cannot read', () => {
  mkdirSync(join(folder, 'barren'), { recursive: true });
  mkdirSync(join(folder, 'odd/folder.yaml'), { recursive: true });
  write('barren/notes.txt', 'no manifest');
  symlinkSync('self.yaml', join(folder, 'odd/self.yaml'));
  symlinkSync('folder.yaml', join(folder, 'odd/link.yaml'));
  const none = join(folder, 'none.yaml');

  it.each([
    ['none.yaml', 'there is no such file or folder'],
    ['odd/self.yaml', 'is a link that leads back to itself'],
    ['odd', 'is a folder, although it is named like a file'],
  ])('is named with the reason: %s', (name, reason) => {
    const { code, err } = run('validate', join(folder, name));

    expect(code).toBe(3);
    expect(err[0]).toMatch(new RegExp(`: ${reason}$`));
    expect(err.join()).not.toContain('ENO');
  });

  it('is told when a folder has nothing to judge', () => {
    expect(run('validate', join(folder, 'barren'))).toEqual({
      code: 2,
      out: [],
      err: [
        `${join(folder, 'barren')}: contains no .yaml or .yml file`,
        '0 objects checked, 0 errors',
        'no Tekton object to check; pass other files, or allow this with --allow-empty',
      ],
    });
  });

  it('is no clean report in any format that can say so', () => {
    const report = (format: string) => run('validate', '-o', format, none, good).out.join('\n');
    const sarif = JSON.parse(report('sarif'));

    expect(sarif.runs[0].invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: 'error', message: { text: `${none}: there is no such file or folder` } }],
      },
    ]);
    expect(schemaProblems(sarif)).toEqual([]);
    expect(report('junit')).toContain(
      `<testsuites tests="2" failures="0" errors="1">
  <testsuite name="${good}" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="Task build" classname="${good}"/>
  </testsuite>
  <testsuite name="unread files" tests="1" failures="0" errors="1" skipped="0">
    <testcase name="file 1" classname="unread files"><error type="unread" message="${none}: there is no such file or folder"/></testcase>`,
    );
    expect(shapeProblems(report('junit'))).toEqual([]);
    expect(report('github')).toBe(`::error title=tekwire::${none}: there is no such file or folder`);
  });
});

describe('odd inputs', () => {
  const helm = ['---', '# Source: a/templates/none.yaml', '---', '# Source: a/templates/task.yaml', task('{name: run}'), '---', ''].join(
    '\n',
  );

  it.each([
    ['nothing', '', 0],
    ['comments only', '# nothing here\n---\n# nor here\n', 0],
    ['the output of helm template', helm, 1],
    ['lines that end as on Windows', helm.replaceAll('\n', '\r\n'), 1],
    ['a byte order mark', `\ufeff${helm}`, 1],
    ['JSON', JSON.stringify({ apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'a' }, spec: { steps: [{ name: 'run' }] } }), 1],
    [
      'a List in a List',
      `kind: List\napiVersion: v1\nitems: [{kind: TaskList, apiVersion: tekton.dev/v1, items: [${JSON.stringify({ apiVersion: 'tekton.dev/v1', kind: 'Task', metadata: { name: 'a' }, spec: { steps: [{ name: 'run' }] } })}]}]`,
      1,
    ],
  ])('%s is read in every format', (name, text, errors) => {
    const path = write(`${name} & "100%", café:#.yaml`, text);
    const report = (format: string) => run('validate', '-o', format, path).out.join('\n');
    const sarif = JSON.parse(report('sarif'));

    expect(report('human').match(/error TW120/g)?.length ?? 0).toBe(errors);
    expect(report('json').match(/"code":"TW120"/g)?.length ?? 0).toBe(errors);
    expect(sarif.runs[0].results.filter(({ ruleId }: { ruleId: string }) => ruleId === 'TW120')).toHaveLength(errors);
    expect(schemaProblems(sarif)).toEqual([]);
    expect(shapeProblems(report('junit'))).toEqual([]);
    const commands = report('github')
      .split('\n')
      .filter((line) => line !== '');
    for (const command of commands)
      expect(command).toMatch(/^::(error|warning) file=[^:,]+ & "100%25"%2C café%3A#\.yaml,line=\d+,col=\d+,title=TW\d{3}::/);
    expect(commands.filter((line) => line.includes('title=TW120'))).toHaveLength(errors);
  });
});

describe('tekwire as a process', () => {
  const program = join(__dirname, '../../dist/lib/cli/main.js');
  const tekwire = (args: string[], input = '', env = {}) =>
    spawnSync(process.execPath, [program, ...args], { input, encoding: 'utf8', env: { ...process.env, ...env } });

  it('reads standard input, such as a List of kubectl get -o yaml', () => {
    const list = 'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: tekton.dev/v1, kind: Task, metadata: {name: x}, spec: {}}\n';
    const { stdout, stderr, status } = tekwire(['validate', '-'], list);

    expect({ stdout, stderr, status }).toEqual({
      stdout: '-:4:64  error TW101  steps: the Task has no steps; it needs at least one\n',
      stderr: '1 object checked, 1 error\n',
      status: 1,
    });
  });

  it('writes data to stdout, and the rest to stderr', () => {
    const { stdout, stderr, status } = tekwire(['validate', '-o', 'json', good]);

    expect(JSON.parse(stdout)).toMatchObject({ file: good, ok: true });
    expect(stderr).toBe('1 object checked, 0 errors\n');
    expect(status).toBe(0);
  });

  it('colours nothing that is not for a terminal, unless it is told to', () => {
    expect(tekwire(['validate', bad], '', { FORCE_COLOR: undefined }).stdout).not.toContain('\u001b');
    expect(tekwire(['validate', bad], '', { FORCE_COLOR: '1', NO_COLOR: undefined }).stdout).toContain('\u001b');
    expect(tekwire(['validate', bad], '', { FORCE_COLOR: '1', NO_COLOR: '1' }).stdout).not.toContain('\u001b');
  });
});
