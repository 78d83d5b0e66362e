import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Policy } from '../../src/catalogue';
import { logOf, resultAt, resultsOf } from '../findings/build';
import { newChart, problemsOf, specOf } from '../support/app';
import { Pod } from './runtime/step';

interface Step {
  readonly name: string;
  readonly script: string;
  readonly env?: readonly { readonly name: string; readonly value: string }[];
}

const hasOpa = spawnSync('opa', ['version']).status === 0;
const rego = `package tekwire

decisions contains {"index": i, "accept": "tests are not shipped"} if {
  some i, finding in input.findings
  startswith(finding.path, "test/")
}

decisions contains {"index": i, "severity": "critical", "tag": "md5"} if {
  some i, finding in input.findings
  finding.rule == "G401"
}
`;

function stepsOf(module: string): readonly Step[] {
  const chart = newChart();
  new Policy(chart, 'policy', { rules: [{ name: 'cel', when: 'finding.rule == "G104"', tag: 'cel' }], rego: module });
  expect(problemsOf(chart)).toEqual([]);
  return specOf(chart, 'Task', 'policy').steps as readonly Step[];
}

/** Runs the steps as a pod does, with its own folder for the scratch volume. */
function runSteps(pod: Pod, steps: readonly Step[]): void {
  const scratch = pod.directory('scratch');
  const moved = (text: string) => text.replaceAll('/scratch', scratch);
  for (const { name, script, env = [] } of steps) {
    const values = Object.fromEntries(env.map((one) => [one.name, moved(one.value)]));
    const file = join(pod.root, name);
    writeFileSync(file, moved(script));
    const [program, ...args] = script.startsWith('#!/usr/bin/env node') ? [process.execPath, file, 'findings/all.sarif'] : ['sh', file];
    const all = {
      PATH: process.env.PATH ?? '',
      ...values,
      ISSUES_PATH: '',
      WORKSPACE: pod.workspace,
      FINDINGS: 'findings/out.sarif',
      RESULT: pod.result,
    };
    spawnSync(program as string, args, { env: all, encoding: 'utf8' });
  }
}

function outcome(module: string) {
  const pod = new Pod();
  pod.write(
    'workspace/findings/all.sarif',
    logOf('gosec', [resultAt('G401', 'a.go', 1), resultAt('G104', 'test/b.go', 1), resultAt('G104', 'z.go', 1)]),
  );
  runSteps(pod, stepsOf(module));
  const log = pod.findings('findings/out.sarif');
  pod.remove();
  return log;
}

(hasOpa ? it : it.skip)('OPA decides on findings by a module in Rego', () => {
  const [first, second, third] = resultsOf(outcome(rego));

  expect(first?.properties).toEqual({ 'tekwire/severity': 'critical', tags: ['md5'] });
  expect(second).toMatchObject({
    properties: { tags: ['cel'] },
    suppressions: [{ justification: 'tests are not shipped', properties: { policy: 'rego' } }],
  });
  expect(third?.suppressions).toBeUndefined();
});

it.each([
  ['with a syntax error', 'package tekwire\n\ndecisions := [', hasOpa ? /^OPA: ./ : /OPA left no decisions/],
  [
    'without decisions',
    'package tekwire\n\nother := []',
    hasOpa ? /the module defines no data.tekwire.decisions/ : /OPA left no decisions/,
  ],
  [
    'with a decision that is none',
    'package tekwire\n\ndecisions := [{"index": 0, "severity": "blocker"}]',
    hasOpa ? /unknown severity "blocker"/ : /OPA left no decisions/,
  ],
])('a module %s decides nothing, and the scan did not finish', (_title, module, reason) => {
  const log = outcome(module);

  expect(resultsOf(log)).toHaveLength(3);
  expect(log.runs.flatMap(({ invocations = [] }) => invocations.map((one) => one.exitCodeDescription))).toEqual([
    expect.stringMatching(reason),
  ]);
});

it('a module of another package is reported at synth', () => {
  const chart = newChart();
  new Policy(chart, 'policy', { rego: 'package main\n' });

  expect(problemsOf(chart)).toEqual([
    expect.stringContaining('TW288 rego: the module is not of the package tekwire; write "package tekwire"'),
  ]);
});
