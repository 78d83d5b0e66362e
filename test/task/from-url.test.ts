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
import { newChart, problemsOf, specOf } from '../support/app';

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
  it('of a Pipeline is judged where another Pipeline runs it', () => {
    const chart = newChart();
    setFeatures(chart, { apiFields: 'alpha', paramEnum: true });
    const lock = lockFile({ [URL_OF_LINT]: { ...entry, kind: 'Pipeline', results: [] } });
    const child = Pipeline.fromUrl(URL_OF_LINT, { lock });
    const parent = new Pipeline(chart, 'parent');

    parent.add(child, { params: { levl: 'high' } });

    expect(problemsOf(chart)).toEqual([
      '[app/parent] TW210 lint params: param "level" (string) has no value, and the Pipeline no default for it',
      '[app/parent] TW211 lint params.levl: "levl" is not a param of the Pipeline (it has: level, flags, proxy); did you mean "level"?',
      '[app/parent] TW218 lint workspaces: workspace "source" of the Pipeline is given none',
    ]);
  });

  it('is fetched in the cluster by its URL, and refused there when its digest is not the locked one', () => {
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

  it('has the locked surface, and the name that it was locked with unless it is given one', () => {
    const lint = fromUrl({});

    expect(lint.name).toBe('lint');
    expect(lint.surface.params.flags).toMatchObject({ type: 'array', isOptional: true });
    expect(lint.surface.workspaces.source).toMatchObject({ isOptional: false });
    expect(fromUrl({ name: 'strict' }).name).toBe('strict');
  });

  it('says what to run when it is not locked', () => {
    const missing = join(folder, 'missing.lock');

    expect(() => Task.fromUrl(URL_OF_LINT, { lock: missing })).toThrow(`there is no ${missing}; run npx tekwire lock ${URL_OF_LINT}`);
    expect(() => Task.fromUrl('https://tasks.acme.example/v2/file.yaml', { lock: lockFile() })).toThrow(
      'has no entry for "https://tasks.acme.example/v2/file.yaml" (it has: https://tasks.acme.example/v1/file.yaml)',
    );
    expect(() => Task.fromUrl('toString', { lock: lockFile() })).toThrow('has no entry for "toString"');
  });

  it.each([
    [
      'a param it has not',
      { ...surface, params: { ...surface.params, lvl: param.string() } },
      'declares no param "lvl" (it has: flags, level, proxy)',
    ],
    ['another type', { ...surface, params: { level: param.array() } }, 'param "level" is of type "string", not "array"'],
    ['a result it has not', { ...surface, results: { sarif: result.string() } }, 'declares no result "sarif" (it has: report)'],
    ['no word of a param that it needs', { ...surface, params: {} }, 'param "level" has no default, but the surface leaves it out'],
    [
      'a default that is none',
      { ...surface, params: { level: param.string({ default: '1' }) } },
      'has no default, but the surface says otherwise',
    ],
    [
      'no word of a workspace that it needs',
      { ...surface, workspaces: {} },
      'workspace "source" is not optional, but the surface leaves it out',
    ],
    ['another value', { ...surface, params: { level: param.enum(['none']) } }, 'param "level" has no value "none" (it has: low, high)'],
    [
      'another key',
      { ...surface, params: { ...surface.params, proxy: param.object({ properties: ['ftp'] }) } },
      'param "proxy" has no key "ftp" (it has: http)',
    ],
  ])('refuses a surface with %s', (_, given, message) => {
    expect(() => fromUrl(given)).toThrow(`${URL_OF_LINT}: `);
    expect(() => fromUrl(given)).toThrow(message);
  });

  it('takes a surface that says less of what is optional', () => {
    expect(fromUrl(surface).surface.params.flags).toMatchObject({ isOptional: true });
  });

  it.each([
    ['another version', () => lockFile({}, 2), /its version is 2, but this tekwire reads version 1/],
    [
      'a digest cut short',
      () => lockFile({ [URL_OF_LINT]: { ...entry, digest: 'sha256:0' } }),
      /the entry of "https:.*" is broken; remove it and run/,
    ],
    ['no Tasks', () => lockFile([]), /"objects" must be an object of addresses/],
  ])('refuses a lock file with %s', (_, lock, message) => {
    expect(() => Task.fromUrl(URL_OF_LINT, { lock: lock() })).toThrow(message);
  });

  it('finds the lock file beside the package.json of the project, also from a folder in it', () => {
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
  it('is judged by the locked surface where the compiler knows none of it', () => {
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
      '[app/ci] TW242 results.sarif: "sarif" is not a result of task "type" (it has: report)',
      '[app/ci] TW211 unknown params.levl: "levl" is not a param of the Task (it has: level, flags, proxy); did you mean "level"?',
      '[app/ci] TW219 unknown workspaces.sorce.name: "sorce" is not a workspace of the Task (it has: source, cache); did you mean "source"?',
      '[app/ci] TW210 missing params: param "level" (string) has no value, and the Task no default for it',
      '[app/ci] TW218 missing workspaces: workspace "source" of the Task is given none',
      '[app/ci] TW209 type params.level: param "level" is given an array, but is a string',
    ]);
  });

  it('has no other results than the locked ones, also where the compiler would take any name', () => {
    const ci = new Pipeline(newChart(), 'ci');
    const { results } = ci.add(Task.fromUrl(URL_OF_LINT, { lock: lockFile() }), { params: { level: 'low' } });

    expect(String(results.report)).toBe('$(tasks.lint.results.report)');
    expect(() => results.reprt).toThrow('"reprt" is not a result of task "lint" (it has: report); did you mean "report"?');
  });

  it('is judged so in a pipeline that is written into a run, too', () => {
    const chart = newChart();
    const once = new EmbeddedPipeline('once');
    once.add(Task.fromUrl(URL_OF_LINT, { lock: lockFile() }), { params: { levl: 'x' } });

    new PipelineRun(chart, 'run', { pipeline: once });

    expect(problemsOf(chart)).toEqual([
      '[app/run] TW210 pipelineSpec.tasks.lint.params: param "level" (string) has no value, and the Task no default for it',
      '[app/run] TW211 pipelineSpec.tasks.lint.params.levl: "levl" is not a param of the Task (it has: level, flags, proxy); did you mean "level"?',
      '[app/run] TW218 pipelineSpec.tasks.lint.workspaces: workspace "source" of the Task is given none',
    ]);
  });

  it('is judged so where a run uses it alone', () => {
    const chart = newChart();

    new TaskRun(chart, 'run', { task: Task.fromUrl(URL_OF_LINT, { lock: lockFile() }), params: { levl: 'x' } });

    expect(problemsOf(chart)).toEqual([
      '[app/run] TW302 params: param "level" (string) has no value and no default',
      '[app/run] TW303 params.levl: "levl" is not a param of the Task (it has: level, flags, proxy); did you mean "level"?',
      '[app/run] TW305 workspaces: workspace "source" is required but not bound',
    ]);
  });

  it('is judged as before when a policy has changed the reference', () => {
    const chart = newChart();
    const ci = new Pipeline(chart, 'ci');
    ci.add(Task.fromUrl(URL_OF_LINT, { lock: lockFile() }), { params: { levl: 'x' } });

    Policy.of(chart).add({ pipelineTask: (task) => ({ ...task, taskRef: { name: 'lint-of-ours' } }) });

    expect(problemsOf(chart)).toEqual([]);
  });
});

describe('Pipeline.fromUrl', () => {
  it('is judged by what is locked where a run uses it', () => {
    const address = 'git+https://git.acme.example/tasks.git//release.yaml';
    const locked = { ...entry, kind: 'Pipeline', name: 'release', results: [], params: [{ name: 'version', type: 'string' }] };
    const chart = newChart();

    const release = Pipeline.fromUrl(address, { lock: lockFile({ [address]: locked }) });
    new PipelineRun(chart, 'run', { pipeline: release, params: { versoin: '1' } });

    expect(problemsOf(chart)).toEqual([
      '[app/run] TW302 params: param "version" (string) has no value and no default',
      '[app/run] TW303 params.versoin: "versoin" is not a param of the Pipeline (it has: version); did you mean "version"?',
      '[app/run] TW305 workspaces: workspace "source" is required but not bound',
    ]);
  });
});

describe('StepAction.fromUrl', () => {
  it('refuses params that are not locked, and demands those without a default, where the compiler does not', () => {
    const address = 'git+https://git.acme.example/tasks.git//clone.yaml';
    const locked = { ...entry, kind: 'StepAction', name: 'clone', params: [{ name: 'url', type: 'string' }], workspaces: [] };
    const clone = StepAction.fromUrl(address, { lock: lockFile({ [address]: locked }) });

    expect(() => clone.step('clone', { params: { uri: 'x' } })).toThrow(
      'step "clone": "uri" is not a param of the StepAction (it has: url); did you mean "url"?',
    );
    expect(() => clone.step('clone')).toThrow('step "clone": param "url" of the StepAction has no default and is not given');
    expect(clone.step('clone', { params: { url: 'x' } }).spec).toMatchObject({ ref: { resolver: 'http' } });
  });
});
