import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { shapeProblems } from '../diagnostics/junit-shape';
import { schemaProblems } from '../findings/schema';
import { folder, run, write } from './run';

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

const hint = (code: string) => `\n"tekwire explain ${code}" describes the rule and shows examples.`;

describe('tekwire validate', () => {
  it('prints only the number of valid manifests', () => {
    expect(run('validate', good)).toEqual({ code: 0, out: [], err: ['1 object checked, 0 errors'] });
  });

  it('reports file, line and column', () => {
    expect(run('validate', bad)).toEqual({
      code: 1,
      out: [`${bad}:6:7  error TW120  steps.run.image: step "run" has no image, and the stepTemplate has none either${hint('TW120')}`],
      err: ['1 object checked, 1 error'],
    });
  });

  it('checks all YAML files of a folder, including hidden ones, and names the folders that it skips', () => {
    const { code, out, err } = run('validate', join(folder, 'nested'));

    expect(code).toBe(1);
    expect(out.join('\n')).not.toContain('worse');
    expect(out.join('\n')).toContain(`${join(folder, 'nested/.tekton/push.yaml')}:6:7  error TW120`);
    const skipped = ['.cache', '.git', '.mypy_cache', '.venv', 'linked'].map((name) => join(folder, 'nested', name)).join(', ');
    expect(err).toEqual([`skipped: ${skipped} and 1 more; pass a folder by name to read it`, '2 objects checked, 2 errors']);
    expect(run('validate', join(folder, 'nested/.git')).out[0]).toContain('TW090');
  });

  it('checks files together: a Pipeline finds a Task in another file', () => {
    const pipeline = 'apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: ci}\n';
    const path = write('ci.yaml', `${pipeline}spec: {tasks: [{name: a, taskRef: {name: build}, params: [{name: url, value: x}]}]}\n`);

    expect(run('validate', path).code).toBe(0);
    expect(run('validate', path, good).out[0]).toContain('"url"');
  });

  it('warns of a Task that is in no file, unless it is external', () => {
    const path = write(
      'alone.yaml',
      'apiVersion: tekton.dev/v1\nkind: Pipeline\nmetadata: {name: ci}\nspec:\n  tasks: [{name: a, taskRef: {name: far}}]\n',
    );
    const beside = write(
      'near.yaml',
      'apiVersion: tekton.dev/v1\nkind: Task\nmetadata: {name: near}\nspec: {steps: [{image: "busybox"}]}\n',
    );

    expect(run('validate', path, beside)).toEqual({
      code: 0,
      out: [
        `${path}:5:37  warning TW560  a taskRef.name: Task "far" is not among the checked manifests (available: near)\n  fix: check its file, too, or pass --external Task/far${hint('TW560')}`,
      ],
      err: ['2 objects checked, 0 errors, 1 warning'],
    });
    for (const external of ['Task/far', 'Task/*']) expect(run('validate', '--external', external, path, beside).out).toEqual([]);
    expect(run('validate', '--lint', 'none', path, beside).out).toEqual([]);
    // one file without any Task is not a whole set
    expect(run('validate', path).out).toEqual([]);
  });

  it('requires kind and name of an external object', () => {
    expect(run('validate', '--external', 'far', good)).toEqual({
      code: 2,
      out: [],
      err: [expect.stringContaining('--external "far": expected KIND/NAME, as in Task/git-clone or Task/*')],
    });
    expect(run('validate', '--external', 'Taks/far', good).err[0]).toContain('did you mean "Task"?');
  });

  it('reads a file once, even when it is named several times', () => {
    expect(run('validate', good, good, folder.concat('/./good.yaml')).err).toEqual(['1 object checked, 0 errors']);
  });

  it('skips other objects, and reports that', () => {
    expect(run('validate', secret, good)).toEqual({ code: 0, out: [], err: ['1 object checked, 1 skipped, 0 errors'] });
  });

  it('continues after invalid YAML, and suggests quotes for values that are not strings', () => {
    expect(run('validate', several).out[0]?.split('\n')).toEqual([
      expect.stringContaining(':6:26  error TW003  steps[0].script: expected a string, found 1.1 (a number)'),
      '  fix: put "1.10" in quotes; without them YAML reads 1.1',
      expect.stringContaining('TW001'),
      expect.stringContaining('TW001'),
      expect.stringContaining(':9:1  error TW091  a: "a" is in the same object twice'),
      '  fix: keep one of them',
      '"tekwire explain TW003" describes the rule and shows examples.',
    ]);
  });

  it('reports a UTF-16 file, which kubectl does not read, and a binary file', () => {
    const wide = write('wide.yaml', Buffer.from(`\ufeff${task('image: busybox').replace('build', 'wide')}`, 'utf16le'));
    const image = write('image.yaml', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a));

    expect(run('validate', wide).out[0]?.split('\n')[0]).toBe(
      `${wide}:1:1  error TW090  the file is UTF-16, which kubectl cannot read; save it as UTF-8`,
    );
    expect(run('validate', image).out[0]?.split('\n')[0]).toBe(`${image}:1:1  error TW090  invalid UTF-8; is this a text file?`);
  });
});

describe('tekwire validate --output', () => {
  it('json prints one line of JSON per document', () => {
    const lines = run('validate', '-o', 'json', several, secret).out[0]?.split('\n') ?? [];

    expect(lines.map((line) => JSON.parse(line)).map(({ file, index, kind, ok }) => [file, index, kind, ok])).toEqual([
      [several, 0, 'Task', false],
      [several, 1, '', false],
      [several, 2, 'Task', true],
      [secret, 0, 'Secret', true],
    ]);
  });

  it('github prints workflow commands', () => {
    expect(run('validate', '-o', 'github', bad).out[0]).toMatch(/^::error file=.+,line=6,col=7,title=TW120::steps\.run\.image: step/);
  });

  it('sarif and junit print one log, even without diagnostics', () => {
    expect(JSON.parse(run('validate', '--output', 'sarif', good).out[0] ?? '')).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [] }],
    });
    expect(run('validate', '--output', 'junit', good).out[0]).toContain('<testcase name="Task build"');
  });

  it('refuses unknown formats', () => {
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

  it('is 3 when a file cannot be read; the others are still checked', () => {
    const { code, out, err } = run('validate', join(folder, 'none.yaml'), bad);

    expect(code).toBe(3);
    expect(out[0]).toContain('TW120');
    expect(err[0]).toContain('none.yaml');
  });
});

describe('an unreadable input of tekwire validate', () => {
  mkdirSync(join(folder, 'barren'), { recursive: true });
  mkdirSync(join(folder, 'odd/folder.yaml'), { recursive: true });
  write('barren/notes.txt', 'no manifest');
  symlinkSync('self.yaml', join(folder, 'odd/self.yaml'));
  symlinkSync('folder.yaml', join(folder, 'odd/link.yaml'));
  const none = join(folder, 'none.yaml');

  it.each([
    ['none.yaml', 'no such file or folder'],
    ['odd/self.yaml', 'is a link to itself'],
    ['odd', 'is a folder with the name of a YAML file'],
  ])('is reported with the reason: %s', (name, reason) => {
    const { code, err } = run('validate', join(folder, name));

    expect(code).toBe(3);
    expect(err[0]).toMatch(new RegExp(`: ${reason}$`));
    expect(err.join()).not.toContain('ENO');
  });

  it('is reported when a folder has nothing to check', () => {
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

  it('makes the report fail in every format that supports it', () => {
    const report = (format: string) => run('validate', '-o', format, none, good).out.join('\n');
    const sarif = JSON.parse(report('sarif'));

    expect(sarif.runs[0].invocations).toEqual([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: 'error', message: { text: `${none}: no such file or folder` } }],
      },
    ]);
    expect(schemaProblems(sarif)).toEqual([]);
    expect(report('junit')).toContain(
      `<testsuites tests="2" failures="0" errors="1">
  <testsuite name="${good}" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="Task build" classname="${good}"/>
  </testsuite>
  <testsuite name="unread files" tests="1" failures="0" errors="1" skipped="0">
    <testcase name="file 1" classname="unread files"><error type="unread" message="${none}: no such file or folder"/></testcase>`,
    );
    expect(shapeProblems(report('junit'))).toEqual([]);
    expect(report('github')).toBe(`::error title=tekwire::${none}: no such file or folder`);
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
