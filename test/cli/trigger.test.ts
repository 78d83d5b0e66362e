import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pipeline, Task } from '../../src';
import { EventListener, github, gitlab } from '../../src/events';
import { yamlOf } from '../../src/package';
import { payloadOf } from '../../src/simulate';
import { manifestsOf, newChart } from '../support/app';
import { run as runCommand } from './run';

function run(args: readonly string[]) {
  const { code, out, err } = runCommand(...args);
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const folder = mkdtempSync(join(tmpdir(), 'tekwire-trigger-'));
const dist = join(folder, 'dist.yaml');
const payload = join(folder, 'push.json');

beforeAll(() => {
  const chart = newChart('app', { namespace: 'ci' });
  const pipeline = new Pipeline(chart, 'ci');
  pipeline.add(new Task(chart, 'build', { steps: () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }] }));
  const secret = { name: 'hook', key: 'token' };
  new EventListener(chart, 'hooks')
    .on(github.push({ secret, branches: ['main'] }), ({ sha }) => ({ pipeline, metadata: { annotations: { sha } } }))
    .on(gitlab.mergeRequest({ secret }), () => ({ pipeline }));
  writeFileSync(dist, manifestsOf(chart).map(yamlOf).join('---\n'));
  writeFileSync(payload, JSON.stringify(payloadOf('github.push').payload));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('tekwire trigger', () => {
  it('prints what a made push starts, and what it does not', () => {
    const { code, out } = run(['trigger', '--from', 'github.push', '--set', 'branch=main', '--set', 'sha=abc', dist]);

    expect(code).toBe(0);
    expect(out).toContain('fires   ci-github-push of hooks: creates PipelineRun ci-…');
    expect(out).toContain('assumed: the header X-Hub-Signature-256 is a signature with the Secret hook/token');
    expect(out).toContain('ignores ci-gitlab-merge-request of hooks');
    expect(out).toContain('sha: abc');
  });

  it('reads a payload and its headers', () => {
    const { code, out, err } = run(['trigger', payload, '-H', 'x-github-event: push', '-o', 'yaml', dist]);

    expect(code).toBe(0);
    expect(out).toMatch(/^---\napiVersion: tekton.dev\/v1\nkind: PipelineRun\n/);
    expect(err).toContain('fires   ci-github-push');
  });

  it('fails when nothing fires, and says why', () => {
    const { code, out } = run(['trigger', '--from', 'github.push', '--set', 'branch=next', '-o', 'json', dist]);

    expect(code).toBe(1);
    expect(out.split('\n').map((line) => JSON.parse(line).reason)[0]).toBe(
      'cel: body.ref == \'refs/heads/main\' is false (body.ref is "refs/heads/next")',
    );
  });

  it('checks a signature with the file of a secret', () => {
    const key = join(folder, 'token');
    writeFileSync(key, 'secret\n');
    const { code, out } = run(['trigger', payload, '-H', 'X-GitHub-Event: push', '--secret', `hook/token=${key}`, dist]);

    expect(code).toBe(1);
    expect(out).toContain('github: the header X-Hub-Signature-256 is missing');
  });

  it('prints a payload without manifests', () => {
    const { code, out } = run(['trigger', '--from', 'gitea.push', '-o', 'payload']);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ref: 'refs/heads/main' });
  });

  it.each([
    [['--from', 'github.psh', 'x'], 'did you mean "github.push"?'],
    [['--from', 'github.push', '--set', 'brnch=x', 'x'], 'unknown field "brnch"'],
    [['--from', 'github.push', '--set', 'branch', 'x'], '--set: expected FIELD=VALUE, found "branch"'],
    [['--from', 'github.push', '--secret', 'hook=x', 'x'], '--secret: expected NAME/KEY=FILE, found "hook=x"'],
    [['--from', 'github.push'], 'missing argument; pass the files with the EventListener'],
    [[], 'missing argument; pass a file with the payload, or --from EVENT'],
    [
      [folder],
      `${folder} is a folder, but the first argument is the payload; pass its file first, as in tekwire trigger push.json ${folder}`,
    ],
    [[folder, dist], `or make one: tekwire trigger --from github.push ${folder}`],
  ])('%j is an error', (args, message) => {
    const { code, err } = run(['trigger', ...args]);

    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it.each([
    [[join(folder, 'absent.json'), dist], 'absent.json: there is no such file or folder'],
    [['--from', 'github.push', '--secret', `hook/token=${join(folder, 'absent')}`, dist], 'absent: there is no such file or folder'],
  ])('%j names the file that cannot be read', (args, message) => {
    expect(run(['trigger', ...args])).toMatchObject({ code: 3, err: expect.stringContaining(message) });
  });

  it('reports a payload that is not JSON, and files without triggers', () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{');
    expect(run(['trigger', broken, dist])).toMatchObject({ code: 2, err: expect.stringContaining('the payload is not JSON') });
    const empty = join(folder, 'empty.yaml');
    writeFileSync(empty, 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n');
    expect(run(['trigger', '--from', 'github.push', empty])).toMatchObject({ code: 2, err: expect.stringContaining('no Trigger in') });
  });
});
