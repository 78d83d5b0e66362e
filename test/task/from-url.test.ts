import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lift, Pipeline, param, result, setFeatures, Task, workspace } from '../../src';
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
});
