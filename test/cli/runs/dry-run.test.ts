import { parse } from 'yaml';
import { run, runAsync, write } from '../run';

const pipeline = write(
  'runs/ci.yaml',
  JSON.stringify({
    apiVersion: 'tekton.dev/v1',
    kind: 'Pipeline',
    metadata: {
      name: 'ci',
      annotations: { 'tekwire.dev/run': '{"taskRunTemplate":{"podTemplate":{"securityContext":{"fsGroup":65534}}}}' },
    },
    spec: {
      params: [
        { name: 'url', type: 'string' },
        { name: 'api-token', type: 'string', default: '' },
      ],
      workspaces: [{ name: 'code' }],
      tasks: [
        {
          name: 'build',
          taskRef: { name: 'build' },
          params: [{ name: 'url', value: '$(params.url) $(params.api-token)' }],
          workspaces: [{ name: 'code', workspace: 'code' }],
        },
      ],
    },
  }),
);
const dryRun = (...args: string[]) => runAsync('run', '--dry-run', '-f', pipeline, ...args);

describe('tekwire run --dry-run', () => {
  it('prints the run for kubectl create, with what the Pipeline says that runs need, without a cluster', async () => {
    const { code, out } = await dryRun(
      'ci',
      '-p',
      'url=https://acme.example/web',
      '-w',
      'code=claim:cache',
      '-s',
      'builder',
      '--timeout',
      '30m',
      '-l',
      'team=a',
    );

    expect([code, parse(out.join('\n'))]).toEqual([
      0,
      {
        apiVersion: 'tekton.dev/v1',
        kind: 'PipelineRun',
        metadata: { generateName: 'ci-run-', labels: { team: 'a' } },
        spec: {
          pipelineRef: { name: 'ci' },
          params: [{ name: 'url', value: 'https://acme.example/web' }],
          workspaces: [{ name: 'code', persistentVolumeClaim: { claimName: 'cache' } }],
          timeouts: { pipeline: '30m' },
          taskRunTemplate: { podTemplate: { securityContext: { fsGroup: 65534 } }, serviceAccountName: 'builder' },
        },
      },
    ]);
  });

  it('reports everything that is wrong with the arguments at once: exit code 2', async () => {
    const { code, err } = await dryRun('ci', '-p', 'ulr=x', '-w', 'cod=1Gi');

    expect([code, err[0]?.split('\n').slice(0, 3)]).toEqual([
      2,
      [
        '-p ulr: unknown param "ulr" (available: url, api-token); did you mean "url"?',
        '-w "cod=1Gi": unknown workspace "cod" (available: code); did you mean "code"?',
        'missing param url (string); pass -p url=VALUE',
      ],
    ]);
  });

  it('refuses a key of a provider in a param, and advises against a password; neither is printed', async () => {
    const key = ['ghp', 'a'.repeat(36)].join('_');
    const refused = await dryRun('ci', '-p', `url=https://${key}@acme.example`);
    const advised = await dryRun('ci', '-p', 'url=x', '-p', 'api-token=correct0horse');

    expect([refused.code, refused.err[0]]).toEqual([2, expect.stringMatching(/^TW530 .*a GitHub token; revoke it/)]);
    expect([advised.code, advised.err.join('\n')]).toEqual([0, expect.stringMatching(/advice: TW534 .*api-token/)]);
    expect([...refused.err, ...advised.err].join()).not.toMatch(new RegExp(`${key}|correct0horse`));
  });

  it.each([
    [[], 'missing argument; pass the name of a Pipeline'],
    [['ci', 'other'], 'expected the name of one Pipeline, found 2; params are -p NAME=VALUE'],
    [['cii', '-p', 'url=x'], `--file: no Pipeline "cii" in ${pipeline} (available: ci); did you mean "ci"?`],
    [['ci', '-p', 'url=x', '--timeout', 'soon'], '--timeout: expected a duration, as 30m or 1h30m, found "soon"'],
    [['ci', '-p', 'url=x', '-l', 'team'], '-l "team": expected NAME=VALUE with letters, digits, "-", "_" and "."'],
    [['ci', '-p', 'url=x', '--name', 'My Run'], '--name: "My Run" is not at most 63 lower-case letters, digits and "-"'],
  ])('%j is a mistake in the arguments', async (args, message) => {
    const { code, err } = await dryRun(...args);

    expect([code, err[0]?.split('\n')[0]]).toEqual([2, message]);
  });

  it('names the pod template that cannot be read', async () => {
    const { code, err } = await dryRun('ci', '-p', 'url=x', '--pod-template', 'absent.yaml');

    expect([code, err]).toEqual([3, ['absent.yaml: there is no such file or folder']]);
  });

  it('--help fits a terminal', () => {
    for (const command of ['run', 'watch'])
      for (const line of run(command, '--help').out[0]?.split('\n') ?? []) expect(line.length).toBeLessThan(140);
  });
});
