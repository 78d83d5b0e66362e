import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Policy, type PolicyProps } from '../../src/catalogue';
import { logOf, resultAt, resultsOf } from '../findings/build';
import { newChart, problemsOf, specOf } from '../support/app';
import { Pod } from './runtime/step';

interface Step {
  readonly script: string;
  readonly env: readonly { readonly name: string; readonly value: string }[];
}

function stepOf(props: PolicyProps): Step {
  const chart = newChart();
  new Policy(chart, 'policy', props);
  expect(problemsOf(chart)).toEqual([]);
  return (specOf(chart, 'Task', 'policy').steps as readonly Step[])[0] as Step;
}

it('a predicate in TypeScript runs in the step', () => {
  const { script, env } = stepOf({
    rules: [
      { name: 'cel', when: 'finding.rule == "A"', tag: 'a' },
      { name: 'typed', when: ({ path, severity }) => path.startsWith('test/') && severity !== 'critical', accept: 'tests are not shipped' },
      {
        name: 'function',
        when: function isB(finding) {
          return finding.rule === 'B';
        },
        severity: 'none',
      },
    ],
  });
  const pod = new Pod();
  pod.write('workspace/findings/all.sarif', logOf('gosec', [resultAt('A', 'a.go', 1), resultAt('B', 'test/b.go', 1, { level: 'error' })]));
  writeFileSync(join(pod.root, 'policy.js'), script);
  const values = Object.fromEntries(env.map(({ name, value }) => [name, value]));

  const { status, stderr } = spawnSync(process.execPath, [join(pod.root, 'policy.js'), 'findings/all.sarif'], {
    env: { ...values, ISSUES_PATH: '', WORKSPACE: pod.workspace, FINDINGS: 'findings/out.sarif', RESULT: pod.result },
    encoding: 'utf8',
  });

  expect([status, stderr]).toEqual([0, '']);
  const [a, b] = resultsOf(pod.findings('findings/out.sarif'));
  expect(a?.properties).toEqual({ tags: ['a'] });
  expect(b).toMatchObject({ properties: { 'tekwire/severity': 'none' }, suppressions: [{ justification: 'tests are not shipped' }] });
  pod.remove();
});

const outside = 'test/';
it.each<[string, PolicyProps, string]>([
  [
    'a field that findings do not have',
    { rules: [{ when: 'finding.sevrity == "high"', tag: 'a' }] },
    '[app/policy] TW288 rules[0].when: unknown field "sevrity"',
  ],
  ['what is not CEL', { rules: [{ when: 'finding.kev ==', tag: 'a' }] }, 'rules[0].when: a value is missing at the end'],
  ['what is not a condition', { rules: [{ when: 'finding.path', tag: 'a' }] }, 'it is not a condition'],
  ['no effect', { rules: [{ when: 'finding.kev' }] }, 'rules[0]: the rule has no effect'],
  [
    'an unknown severity',
    { rules: [{ when: 'finding.kev', severity: 'blocker' as 'high' }] },
    'rules[0].severity: unknown value "blocker"; expected one of: critical, high, medium, low, none',
  ],
  [
    'a variable around a predicate',
    { rules: [{ when: ({ path }) => path.startsWith(outside), tag: 'a' }] },
    'outside is not defined; it runs in the step',
  ],
  ['a predicate that waits', { rules: [{ when: (async () => true) as never, tag: 'a' }] }, 'is not a plain function'],
  ['a predicate without an answer', { rules: [{ when: (() => undefined) as never, tag: 'a' }] }, 'does not return true or false'],
  ['a bound function', { rules: [{ when: function when(this: unknown) {}.bind(1) as never, tag: 'a' }] }, 'is not a plain function'],
])('%s is reported at synth', (_title, props, message) => {
  const chart = newChart();
  new Policy(chart, 'policy', props);

  expect(problemsOf(chart)).toEqual([expect.stringContaining(message)]);
});
