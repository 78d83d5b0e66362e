import { normalize } from 'node:path';
import { optionalVariable, runStep, variable } from './io/environment';
import { writeInside } from './io/files';
import { readText, readTextInside } from './io/read-text';

// Runs behind the steps of an enricher and copies the file that its result names to where the pipeline looks for it.
runStep(() => {
  const workspace = variable('WORKSPACE');
  const target = optionalVariable('ISSUES_PATH');
  if (target === undefined) return;
  const path = readText(variable('RESULT')).text?.trim();
  if (!path) throw new Error('the result "issues" is empty: the steps before must write into it the path of their SARIF file');
  if (normalize(path) === normalize(target)) return;
  const { text, problem } = readTextInside(workspace, path);
  if (problem !== undefined) throw new Error(`cannot read the findings file ${path} that the result "issues" names: ${problem}`);
  writeInside(workspace, target, [text]);
  console.log(`${path} handed on as ${target}`);
});
