import { spawnSync } from 'node:child_process';
import { readNode, readPython } from '../../src/program';
import { written } from '../support/programs/find-fault';
import { runIsolated } from '../support/programs/run-isolated';
import { CANARY } from '../support/scripts/hostile';
import { runBatch } from '../support/scripts/run-batch';
import { dataInNode, dataInPython, executedByModules, executedElsewhere, executedInNode, executedInPython } from './flows';

const languages = [
  ['python', readPython, executedInPython, dataInPython, ['python3', '-S'], 'import os\n', 'os.environ["V"]'],
  ['node', readNode, executedInNode, dataInNode, [process.execPath], '', 'process.env["V"]'],
] as const;

const TOUCH = `touch ${CANARY}`;
const PYTHON = `__import__("os").system("${TOUCH}")`;
const NODE = `(globalThis.process || require('process')).getBuiltinModule('fs').writeFileSync('${CANARY}', '')`;

/** Values that make the file where they are executed. The first is both a command and an expression, the others are for what cannot take it. */
const HOSTILE = {
  python: [`""":"\n${TOUCH}\nexit\n""" and ${PYTHON}`, TOUCH, `; ${TOUCH}`, PYTHON, `cos\nsystem\n(S'${TOUCH}'\ntR.`],
  node: [
    `0/*\n${TOUCH}\nexit\n*/; ${NODE}`,
    TOUCH,
    `; ${TOUCH}`,
    NODE,
    `data:text/javascript,process.getBuiltinModule('fs').writeFileSync('${CANARY}','')`,
  ],
};

describe.each(languages)('in %s', (language, read, executed, data, interpreter, head, expression) => {
  /** The programs, as the interpreter runs them, that execute a value. A program is run with further values until it has executed one. */
  function hits(programs: readonly string[]): ReadonlySet<string> {
    const hit = new Set<string>();
    for (const value of HOSTILE[language]) {
      const waiting = programs.filter((program) => !hit.has(program));
      const cases = waiting.map((program) => ({
        program: head + program.replaceAll('"ls @"', `"ls " + ${expression}`).replaceAll('@', expression),
        value,
      }));
      const files = runIsolated(language, interpreter, cases);
      for (const [at, program] of waiting.entries()) if (files[at]?.includes(CANARY)) hit.add(program);
    }
    return hit;
  }

  it.each(executed)('a value that reaches an executing call through a variable is refused: %s', (program) => {
    expect(written(read, program)).toMatch(/^TW191 the value V is in .* where (?:Python|Node\.js|a shell) would execute it \(line \d+\)$/);
  });

  it.each(data)('a value in a variable that is used as data is accepted: %s', (program) => {
    expect(written(read, program)).not.toMatch(/^TW/);
  });

  it('the interpreter executes refused values, and no accepted value', () => {
    const hit = hits(executed);

    expect(executed.filter((program) => !hit.has(program))).toEqual([]);
    expect([...hits(data)]).toEqual([]);
  });
});

it.each([...executedByModules, ...executedElsewhere])('a value that a module of Python executes is refused: %s', (program) => {
  expect(written(readPython, program)).toMatch(/^TW191 /);
});

const { status } = spawnSync('python3', ['-c', 'import yaml']);

(status === 0 ? it : it.skip)('PyYAML executes each value that its loaders get', () => {
  const value = `!!python/object/apply:os.system ["touch ${CANARY}"]`;
  const cases = executedByModules.map((program) => ({
    script: `import os\n${program.replaceAll('@', 'os.environ["V"]')}`,
    env: { V: value },
  }));
  const outcomes = runBatch(['python3'], cases);

  expect(executedByModules.filter((_, at) => outcomes[at]?.files.includes(CANARY) !== true)).toEqual([]);
});
