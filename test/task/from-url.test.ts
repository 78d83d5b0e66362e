import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EmbeddedPipeline,
  lift,
  Pipeline,
  PipelineRun,
  Policy,
  param,
  result,
  StepAction,
  setFeatures,
  Task,
  TaskRun,
  workspace,
} from '../../src';
import { mistakeOf, newChart, problemsOf, specOf } from '../support/app';

const URL_OF_LINT = 'https://tasks.acme.example/v1/file.yaml';
const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const entry = {
  kind: 'Task',
  name: 'lint',
  digest,
  reference: { resolver: 'http', params: { url: URL_OF_LINT, digest } },
  params: [
    { name: 'flags', type: 'array', default: [] },
    { name: 'level', type: 'string', description: 'how strict', enum: ['low', 'high'] },
    { name: 'proxy', type: 'object', properties: { http: { type: 'string' } }, default: { http: '' } },
  ],
  results: [{ name: 'report', type: 'string' }],
  workspaces: [{ name: 'cache', optional: true }, { name: 'source' }],
};
const surface = {
  params: { level: param.string() },
  results: { report: result.string() },
  workspaces: { source: workspace() },
};

const folder = mkdtempSync(join(tmpdir(), 'tekwire-url-'));
function lockFile(objects: object = { [URL_OF_LINT]: entry }, version = 1): string {
  const path = join(folder, 'tekwire.lock');
  writeFileSync(path, JSON.stringify({ version, objects }));
  return path;
}
const fromUrl = (given: object) => Task.fromUrl(URL_OF_LINT, { lock: lockFile(), ...given });

describe('Task.fromUrl', () => {
  it('of a Pipeline is checked in the Pipeline that runs it', () => {
    const chart = newChart();
    setFeatures(chart, { apiFields: 'alpha', paramEnum: true });
    const lock = lockFile({ [URL_OF_LINT]: { ...entry, kind: 'Pipeline', results: [] } });
    const child = Pipeline.fromUrl(URL_OF_LINT, { lock });
    const parent = new Pipeline(chart, 'parent');

    parent.add(child, { params: { levl: 'high' } });

    expect(problemsOf(chart)).toEqual([
      '[app/parent] TW211 lint params.levl: unknown param "levl" of the Pipeline (available: level, flags, proxy); did you mean "level"?',
      '[app/parent] TW218 lint workspaces: required workspace "source" of the Pipeline is not set',
    ]);
  });

  it('is fetched in the cluster by its URL and digest', () => {
    const chart = newChart();
    setFeatures(chart, { paramEnum: true });
    const lint = Task.fromUrl(URL_OF_LINT, { lock: lockFile(), params: surface.params, workspaces: surface.workspaces });
    const ci = new Pipeline(chart, 'ci', { workspaces: { code: workspace() } });

    ci.add(lint, { params: { level: lift() }, workspaces: { source: ci.workspaces.code } });

    expect(specOf(chart, 'Pipeline', 'ci')).toMatchObject({
      params: [{ name: 'level', type: 'string', description: 'how strict', enum: ['low', 'high'] }],
      tasks: [
        {
          name: 'lint',
          taskRef: {
            resolver: 'http',
            params: [
              { name: 'url', value: URL_OF_LINT },
              { name: 'digest', value: digest },
            ],
          },
        },
      ],
    });
    expect(problemsOf(chart)).toEqual([]);
  });

  it('has the locked interface, and its locked name unless another one is set', () => {
    const lint = fromUrl({});

    expect(lint.name).toBe('lint');
    expect(lint.surface.params.flags).toMatchObject({ type: 'array', isOptional: true });
    expect(lint.surface.workspaces.source).toMatchObject({ isOptional: false });
    expect(fromUrl({ name: 'strict' }).name).toBe('strict');
  });

  it('names the command to run when it is not locked', () => {
    const missing = join(folder, 'missing.lock');

    expect(mistakeOf(() => Task.fromUrl(URL_OF_LINT, { lock: missing }))).toMatch(
      `${missing} does not exist; run npx tekwire lock ${URL_OF_LINT}`,
    );
    expect(mistakeOf(() => Task.fromUrl('https://tasks.acme.example/v2/file.yaml', { lock: lockFile() }))).toMatch(
      'has no entry for "https://tasks.acme.example/v2/file.yaml" (available: https://tasks.acme.example/v1/file.yaml)',
    );
    expect(mistakeOf(() => Task.fromUrl('toString', { lock: lockFile() }))).toMatch('has no entry for "toString"');
  });

  it.each([
    [
      'a param it has not',
      { ...surface, params: { ...surface.params, lvl: param.string() } },
      'unknown param "lvl" (available: flags, level, proxy)',
    ],
    ['another type', { ...surface, params: { level: param.array() } }, 'expected param "level" of type "array", found "string"'],
    ['a result it has not', { ...surface, results: { sarif: result.string() } }, 'unknown result "sarif" (available: report)'],
    ['no word of a param that it needs', { ...surface, params: {} }, 'param "level" has no default, but the surface omits it'],
    [
      'a default that is none',
      { ...surface, params: { level: param.string({ default: '1' }) } },
      'has no default, but the surface differs',
    ],
    [
      'no word of a workspace that it needs',
      { ...surface, workspaces: {} },
      'workspace "source" is not optional, but the surface omits it',
    ],
    [
      'another value',
      { ...surface, params: { level: param.enum(['none']) } },
      'unknown value "none" of param "level" (available: low, high)',
    ],
    [
      'another key',
      { ...surface, params: { ...surface.params, proxy: param.object({ properties: ['ftp'] }) } },
      'unknown key "ftp" of param "proxy" (available: http)',
    ],
  ])('refuses a surface with %s', (_, given, message) => {
    expect(mistakeOf(() => fromUrl(given))).toMatch(`${URL_OF_LINT}: `);
    expect(mistakeOf(() => fromUrl(given))).toMatch(message);
  });

  it('accepts a surface without optional parts', () => {
    expect(fromUrl(surface).surface.params.flags).toMatchObject({ isOptional: true });
  });

  it.each([
    ['another version', () => lockFile({}, 2), /unknown version 2; this tekwire reads version 1/],
    [
      'a digest cut short',
      () => lockFile({ [URL_OF_LINT]: { ...entry, digest: 'sha256:0' } }),
      /the entry of "https:.*" is malformed; remove it and run/,
    ],
    ['no Tasks', () => lockFile([]), /"objects" must be an object with addresses as keys/],
  ])('refuses a lock file with %s', (_, lock, message) => {
    expect(mistakeOf(() => Task.fromUrl(URL_OF_LINT, { lock: lock() }))).toMatch(message);
  });

  it('finds the lock file next to the package.json of the project, from any subfolder', () => {
    const inner = join(folder, 'src/pipelines');
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{}');
    lockFile();
    const home = process.cwd();

    process.chdir(inner);
    try {
      expect(Task.fromUrl(URL_OF_LINT).name).toBe('lint');
    } finally {
      process.chdir(home);
    }
  });

  // as under ts-node, which does not read tekwire.lock.d.ts by itself
  it('is checked against the locked interface in untyped programs', () => {
    const chart = newChart();
    setFeatures(chart, { paramEnum: true });
    const ci = new Pipeline(chart, 'ci', { workspaces: { code: workspace() } });
    const lint = Task.fromUrl(URL_OF_LINT, { lock: lockFile() });

    ci.add(lint, {
      name: 'unknown',
      params: { level: 'low', levl: 'x' },
      workspaces: { source: ci.workspaces.code, sorce: ci.workspaces.code },
    });
    ci.add(lint, { name: 'missing' });
    ci.add(lint, { name: 'type', params: { level: ['low'] }, workspaces: { source: ci.workspaces.code } });
    ci.addResult('sarif', '$(tasks.type.results.sarif)' as never);

    expect(problemsOf(chart)).toEqual([
      '[app/ci] TW242 results.sarif: unknown result "sarif" of task "type" (available: report)',
      '[app/ci] TW211 unknown params.levl: unknown param "levl" of the Task (available: level, flags, proxy); did you mean "level"?',
      '[app/ci] TW219 unknown workspaces.sorce.name: unknown workspace "sorce" of the Task (available: source, cache); did you mean "source"?',
      '[app/ci] TW210 missing params: required param "level" (string) of the Task is not set',
      '[app/ci] TW218 missing workspaces: required workspace "source" of the Task is not set',
      '[app/ci] TW209 type params.level: param "level" is a string, but the value is an array',
    ]);
  });

  it('has only the locked results, even where the compiler accepts any name', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');
    const { results } = ci.add(Task.fromUrl(URL_OF_LINT, { lock: lockFile() }), { params: { level: 'low' } });

    expect(String(results.report)).toBe('$(tasks.lint.results.report)');
    expect(results.reprt).toBeDefined();
    expect(problemsOf(chart)).toContain(
      '[app/ci] TW288 lint results.reprt: unknown result "reprt" of task "lint" (available: report); did you mean "report"?',
    );
  });

  it('is checked in a pipeline that is embedded in a run', () => {
    const chart = newChart();
    const once = new EmbeddedPipeline('once');
    once.add(Task.fromUrl(URL_OF_LINT, { lock: lockFile() }), { params: { levl: 'x' } });

    new PipelineRun(chart, 'run', { pipeline: once });

    expect(problemsOf(chart)).toEqual([
      '[app/run] TW211 pipelineSpec.tasks.lint.params.levl: unknown param "levl" of the Task (available: level, flags, proxy); did you mean "level"?',
      '[app/run] TW218 pipelineSpec.tasks.lint.workspaces: required workspace "source" of the Task is not set',
    ]);
  });

  it('is checked in a TaskRun', () => {
    const chart = newChart();

    new TaskRun(chart, 'run', { task: Task.fromUrl(URL_OF_LINT, { lock: lockFile() }), params: { levl: 'x' } });

    expect(problemsOf(chart)).toEqual([
      '[app/run] TW335 params.levl: unknown param "levl" of the Task (available: level, flags, proxy); did you mean "level"?',
      '[app/run] TW305 workspaces: required workspace "source" is not bound',
    ]);
  });

  it('is checked the same after a policy has changed the reference', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');
    ci.add(Task.fromUrl(URL_OF_LINT, { lock: lockFile() }), { params: { levl: 'x' } });

    Policy.of(chart).add({ pipelineTask: (task) => ({ ...task, taskRef: { name: 'lint-of-ours' } }) });

    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('Pipeline.fromUrl', () => {
  it('is checked against the lock in a run', () => {
    const address = 'git+https://git.acme.example/tasks.git//release.yaml';
    const locked = { ...entry, kind: 'Pipeline', name: 'release', results: [], params: [{ name: 'version', type: 'string' }] };
    const chart = newChart();

    const release = Pipeline.fromUrl(address, { lock: lockFile({ [address]: locked }) });
    new PipelineRun(chart, 'run', { pipeline: release, params: { versoin: '1' } });

    expect(problemsOf(chart)).toEqual([
      '[app/run] TW335 params.versoin: unknown param "versoin" of the Pipeline (available: version); did you mean "version"?',
      '[app/run] TW305 workspaces: required workspace "source" is not bound',
    ]);
  });
});

describe('StepAction.fromUrl', () => {
  it('refuses unknown params and requires those without a default in untyped programs', () => {
    const address = 'git+https://git.acme.example/tasks.git//clone.yaml';
    const locked = { ...entry, kind: 'StepAction', name: 'clone', params: [{ name: 'url', type: 'string' }], workspaces: [] };
    const clone = StepAction.fromUrl(address, { lock: lockFile({ [address]: locked }) });

    expect(mistakeOf(() => clone.step('clone', { params: { uri: 'x' } }))).toMatch(
      'TW168 params.uri: unknown param "uri" of the StepAction (available: url); did you mean "url"?',
    );
    expect(mistakeOf(() => clone.step('clone'))).toMatch('TW168 params.url: param "url" of the StepAction is required and missing');
    expect(clone.step('clone', { params: { url: 'x' } }).spec).toMatchObject({ ref: { resolver: 'http' } });
  });
});
