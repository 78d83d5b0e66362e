import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { lift, Pipeline, param, Task } from '../../../src';
import { EventListener, github } from '../../../src/events';
import { manifestsOf, newChart } from '../../support/app';
import { run } from '../run';

describe('tekwire explain param', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tekwire-param-'));
  beforeAll(() => {
    const chart = newChart('app', { namespace: 'ci' });
    const steps = () => [{ name: 'run', image: 'busybox:1.37.0', command: ['true'] }];
    const build = new Task(chart, 'build', { params: { branch: param.string(), level: param.string({ default: 'info' }) }, steps });
    const ci = new Pipeline(chart, 'ci');
    ci.add(build, { params: { branch: lift('ref') } });
    const secret = { name: 'hook', key: 'token' };
    new EventListener(chart, 'hooks').on(github.push({ secret }), ({ branch }) => ({ pipeline: ci, liftedParams: { ref: branch } }));
    writeFileSync(
      join(folder, 'ci.yaml'),
      manifestsOf(chart)
        .map((one) => stringify(one))
        .join('---\n'),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('prints the way of its value, hop by hop', () => {
    const { code, out } = run('explain', 'param', 'branch', folder);

    expect(code).toBe(0);
    expect(out.join('\n').split('\n')).toEqual([
      'Task build: param branch, required',
      '  Pipeline ci: task build sets $(params.ref)',
      '    Pipeline ci: param ref, required',
      '      TriggerTemplate ci-github-push: run sets $(tt.params.branch)',
      '        TriggerBinding ci-github-push: branch is $(extensions.branch)',
      '          Trigger ci-github-push: branch is computed by body.ref.substring(11)',
    ]);
  });

  it('says where a param is not set', () => {
    expect(run('explain', 'param', 'level', folder).out.join('\n').split('\n')).toEqual([
      'Task build: param level, default info',
      '  Pipeline ci: task build does not set it',
    ]);
  });

  it('names a similar param, and asks for manifests', () => {
    const unknown = run('explain', 'param', 'brnch', folder);
    const without = run('explain', 'param', 'branch');

    expect([unknown.code, unknown.err[0]]).toEqual([2, expect.stringContaining('no Task or Pipeline has a param "brnch"')]);
    expect([without.code, without.err[0]]).toEqual([2, expect.stringContaining('missing argument; pass a param and the manifests')]);
  });
});
