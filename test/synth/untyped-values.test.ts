import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Chart, Duration, Size } from 'cdk8s';
import * as library from '../../src';
import * as tools from '../../src/catalogue';
import * as webhooks from '../../src/events';
import { addRules } from '../../src/extension/rules';

// biome-ignore lint/suspicious/noExplicitAny: as a plain JavaScript program sees it
const all = { ...library, ...tools, ...webhooks } as any;
const { EventListener, flux, generic, github, gitlab, Pipeline, PipelineRun, param, result, Task, Workspace } = all;

const run = { name: 'run', image: 'busybox:1.37.0', command: ['true'] };
const secret = { name: 'hook', key: 'token' };
const task = (chart: Chart, id = 'build') => new Task(chart, id, { steps: () => [run] });

function pipeline(chart: Chart) {
  const made = new Pipeline(chart, 'ci');
  made.add(task(chart));
  return made;
}

/** What one synth says of the mistakes of a program, without source locations. */
function reportOf(program: (chart: Chart) => void): string[] {
  const app = new App();
  program(new Chart(app, 'app', { namespace: 'ci' }));
  try {
    app.synth();
  } catch (error) {
    const [, ...lines] = (error as Error).message.split('\n');
    return lines.map((line) => line.trim().replace(/ \(\S+:\d+:\d+\)$/, ''));
  }
  return [];
}

/** A pattern for a message: `.*` is any text, everything else literal. */
function patternOf(message: string): RegExp {
  const literal = message.replace(/^([^[\s]\S*) /, '[$1] ').replace(/[[\](){}\\+?^$|]|\.(?!\*)|(?<!\.)\*/g, '\\$&');
  return new RegExp(`^${literal}`);
}

const step = (more: object) => (chart: Chart) => new Task(chart, 'build', { steps: () => [{ ...run, ...more }] });
const on = (event: () => unknown) => (chart: Chart) => new EventListener(chart, 'hooks').on(event(), { pipeline: pipeline(chart) });
const claim = (more: object) => (chart: Chart) =>
  new PipelineRun(chart, 'run', { pipeline: pipeline(chart), workspaces: { code: Workspace.claim({ size: Size.gibibytes(1), ...more }) } });

it.each<[string, (chart: Chart) => unknown, string]>([
  [
    'arguments that are a number',
    step({ args: 5 }),
    "app/build TW288 steps.run.args: expected an array of strings, such as args: ['-v'], found the number 5",
  ],
  ['an argument that is a number', step({ args: ['-n', 5] }), 'app/build TW288 steps.run.args: .* found the number 5 at index 1'],
  [
    'a command in one string',
    step({ command: 'go test' }),
    'app/build TW288 steps.run.command: expected an array of strings.* found "go test"',
  ],
  [
    'a variable without a value',
    step({ env: { LEVEL: {} } }),
    'app/build TW288 steps.run.env.LEVEL: expected a string, a param, or { valueFrom }, found an object',
  ],
  ['a date as a variable', step({ env: { AT: new Date(0) } }), 'app/build TW288 steps.run.env.AT: .*found an object'],
  ['changed arguments', (chart) => task(chart).with({ args: [1] }), 'app/build TW288 with.args: .* found the number 1 at index 0'],
  ['a template', (chart) => new Task(chart, 'build', { stepTemplate: 5n, steps: () => [run] }), 'app/build TW288 stepTemplate: .*BigInt'],
  ['a construct as a template', (chart) => new Task(chart, 'build', { stepTemplate: chart, steps: () => [run] }), 'app/build TW'],
  [
    'metadata of a run',
    (chart) => new PipelineRun(chart, 'run', { pipeline: pipeline(chart), metadata: 'x' }),
    'app/run TW288 metadata: expected an object such as',
  ],
  [
    'params of a run',
    (chart) => new PipelineRun(chart, 'run', { pipeline: pipeline(chart), params: 5 }),
    'app/run TW288 params: expected an object of values by name',
  ],
  [
    'metadata of a Task',
    (chart) => new Task(chart, 'build', { metadata: 5, steps: () => [run] }),
    'app/build TW288 metadata: expected an object such as',
  ],
  ['access modes', claim({ accessModes: 5 }), 'app/run TW288 workspaces.code.claim accessModes: expected an array'],
  ['options that are null', (chart) => new all.Syft(chart, 'syft', null), 'app/syft TW288: expected an object of options, found null'],
  ['options that are missing', (chart) => new all.SarifProducer(chart, 'lint'), 'app/lint TW'],
  [
    'scanners',
    (chart) => new all.Trivy(chart, 'trivy', { scanners: 'vuln' }),
    'app/trivy TW288 scanners: expected an array, such as scanners: [\'vuln\'], found "vuln"',
  ],
  [
    'rules of a policy',
    (chart) => new all.Policy(chart, 'policy', { rules: [null] }),
    'app/policy TW288 rules[0]: expected an object such as .*found null',
  ],
  ['options of an interface', (chart) => pipeline(chart).add(Task.fromUrl('https://a.example/lint.yaml', null)), 'app/ci TW288 lint: .*'],
  ['a release', (chart) => pipeline(chart).add(Task.fromHelm(5)), 'app/ci TW288 unknown: .*not a Task of a Helm release'],
  [
    'a key of a signature',
    (chart) => new all.VerificationPolicy(chart, 'signed', { resources: ['.*'], authorities: { acme: null } }),
    'app/signed TW288 authorities.acme: expected a key',
  ],
  [
    'a custom task',
    (chart) => pipeline(chart).add(new all.CustomTask('wait', { apiVersion: 'a/v1', kind: 'Wait', ref: 5 })),
    'app/ci TW288 wait ref: expected the name',
  ],
  [
    'a schedule',
    (chart) => new all.Schedule(chart, 'nightly', { cron: '0 2 * * *', concurrency: 'never' }),
    'app/nightly TW288 concurrency: unknown value "never"; expected one of: allow, forbid, replace',
  ],
  [
    'namespaces',
    (chart) => new EventListener(chart, 'hooks', { allowFrom: 'ingress' }).on(github.push({ secret }), { pipeline: pipeline(chart) }),
    'app/hooks TW288 allowFrom: expected an array of namespaces',
  ],
  [
    'branches in one string',
    on(() => github.push({ secret, branches: 'main' })),
    "app/hooks TW288 on github-push branches: expected an array of at least one string, such as ['main', 'release/*'], found \"main\"",
  ],
  [
    'a branch that is a number',
    on(() => gitlab.push({ secret, branches: ['main', 5] })),
    'app/hooks TW288 on gitlab-push branches: .* found the number 5 at index 1',
  ],
  [
    'a comment without a command',
    on(() => github.comment({ secret })),
    "app/hooks TW288 on github-comment command: expected a string that is not empty, such as '/test', found undefined",
  ],
  ['an event without options', on(() => github.push()), 'app/hooks TW632 .*'],
  ['an event with a string', on(() => github.push('main')), 'app/hooks TW288 on github-push: expected an object of options, found "main"'],
  [
    'owners',
    on(() => github.pullRequest({ secret, owners: 'team' })),
    'app/hooks TW288 on github-pull-request owners: expected an object such as',
  ],
  ['an event without fields', on(() => generic({ secret })), 'app/hooks TW288 on generic fields: expected an object of strings'],
  [
    'a run in braces without parentheses',
    (chart) => new EventListener(chart, 'hooks').on(github.push({ secret }), () => undefined),
    'app/hooks TW288 on github-push: expected an object such as',
  ],
  [
    'the name of a pipeline',
    (chart) => {
      pipeline(chart);
      new EventListener(chart, 'hooks').on(github.push({ secret }), { pipeline: 'ci' });
    },
    'app/hooks/github-push TW288 pipeline: expected a Pipeline.* found "ci"',
  ],
  [
    'the name of a trigger',
    (chart) => new EventListener(chart, 'hooks').on(github.push({ secret }), { pipeline: pipeline(chart), name: 5 }),
    'app/hooks TW288 on github-push name: expected a string that is not empty.* found the number 5',
  ],
  [
    'a repository of Pipelines-as-Code',
    (chart) => new all.PipelinesAsCode(chart, 'hooks', { concurrency: null, repository: 'web' }),
    '[] app/hooks TW288 repository: expected an object such as',
  ],
  [
    'sources',
    on(() => flux.sourceChanged({ secret, sources: 'web' })),
    'app/hooks TW288 on flux-source-changed sources: expected an array of sources',
  ],
])('%s of the wrong type and another mistake end in one report', (_, program, message) => {
  const found = reportOf((chart) => {
    program(chart);
    new Task(chart, 'other', { steps: () => [{ ...run, timeout: '5m' }] });
  });

  expect(found).toEqual(
    expect.arrayContaining([expect.stringMatching(patternOf(message)), expect.stringContaining('[app/other] TW288 steps.run.timeout: ')]),
  );
  expect(found.filter((line) => line.includes('TypeError'))).toEqual([]);
});

describe('every difference is reported, not only the first', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tekwire-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const YAML = `apiVersion: tekton.dev/v1
kind: Task
metadata: {name: lint}
spec: {params: [{name: level}], steps: [{name: run, image: 'busybox:1.37.0'}]}
`;

  it('between the interface in the program and a file', () => {
    const path = write('task.yaml', YAML);
    const found = reportOf((chart) =>
      Task.fromFile(chart, 'lint', path, { params: { lvl: param.string(), level: param.array() }, results: { sarif: result.string() } }),
    );

    expect(found.map((line) => line.replace(/.*task\.yaml:/, ''))).toEqual([
      '4:16: expected param "level" of type "array", found "string"',
      '4:16: unknown param "lvl" (available: level)',
      '4:1: unknown result "sarif" (available: none)',
    ]);
  });

  it('in the YAML of a file', () => {
    const path = write('task.yaml', `${YAML}metadata: {}\nkind: Task\n`);

    expect(reportOf((chart) => Task.fromFile(chart, 'lint', path)).map((line) => line.replace(/: .*task\.yaml/, ' '))).toEqual([
      '[app/lint] TW091 :5:1: metadata: "metadata" is in the same object twice; keep one of them',
      '[app/lint] TW091 :6:1: kind: "kind" is in the same object twice; keep one of them',
    ]);
  });

  it('between the interface in the program and the lock file, and in the lock file', () => {
    const entry = {
      ...{ kind: 'Task', name: 'lint', digest: `sha256:${'0'.repeat(64)}`, reference: { resolver: 'http', params: {} } },
      ...{ params: [{ name: 'level', type: 'string' }], results: [], workspaces: [{ name: 'code' }] },
    };
    const lock = write('a.lock', JSON.stringify({ version: 1, objects: { 'https://a.example/lint.yaml': entry } }));
    const broken = write('b.lock', JSON.stringify({ version: 1, objects: { 'https://a.example/lint.yaml': {} }, images: { 'a:1': 'b' } }));
    const found = reportOf((chart) => {
      const ci = pipeline(chart);
      for (const file of [lock, broken])
        ci.add(
          Task.fromUrl('https://a.example/lint.yaml', { lock: file, name: file === lock ? 'a' : 'b', results: { sarif: result.string() } }),
        );
    });

    expect(found.map((line) => line.replace(folder, ''))).toEqual([
      '[app/ci] TW288 a: https://a.example/lint.yaml: param "level" has no default, but the surface omits it',
      '[app/ci] TW288 a: https://a.example/lint.yaml: unknown result "sarif" (available: none)',
      '[app/ci] TW288 a: https://a.example/lint.yaml: workspace "code" is not optional, but the surface omits it',
      expect.stringContaining('[app/ci] TW288 b: /b.lock: the digest of "a:1" is malformed'),
      expect.stringContaining('[app/ci] TW288 b: /b.lock: the entry of "https://a.example/lint.yaml" is malformed'),
    ]);
  });

  it('in custom rules', () => {
    const found = reportOf((chart) => {
      task(chart);
      addRules(chart, [{ code: 'acme' }, { code: 'ACME001', slug: 'x' }] as never);
    });

    expect(found.map((line) => line.replace(/ must be.*/, ''))).toEqual([
      '[] app TW288 addRules: rule "ACME001": slug',
      '[] app TW288 addRules: rule "acme": code',
    ]);
  });

  it('a lock file that cannot be read is reported once, whatever number of scanners an app has', () => {
    write('package.json', '{}');
    write('tekwire.lock', '{');
    const cwd = jest.spyOn(process, 'cwd').mockReturnValue(folder);
    const found = reportOf((chart) => {
      for (const name of ['Gosec', 'Gitleaks', 'Trivy']) new all[name](chart, name.toLowerCase());
      new Task(chart, 'other', { steps: () => [{ ...run, timeout: Duration }] });
    });
    cwd.mockRestore();

    expect(found.map((line) => line.replace(folder, '').replace(/JSON \(.*/, 'JSON'))).toEqual([
      '[] app TW288: /tekwire.lock: invalid JSON',
      expect.stringContaining('[app/other] TW288 steps.run.timeout'),
    ]);
  });
});
