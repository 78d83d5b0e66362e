import { normalize } from 'node:path';
import { optionalVariable, runStep, variable } from './io/environment';
import { writeInside } from './io/files';
import { readText, readTextInside } from './io/read-text';

// Runs after the steps of an enricher and copies the file that its result names to the path that the pipeline expects.
runStep(() => {
  const workspace = variable('WORKSPACE');
  const target = optionalVariable('ISSUES_PATH');
  if (target === undefined) return;
  const path = readText(variable('RESULT')).text?.trim();
  if (!path) throw new Error('the result "issues" is empty; an earlier step must write the path of its SARIF file to it');
  if (normalize(path) === normalize(target)) return;
  const { text, problem } = readTextInside(workspace, path);
  if (problem !== undefined) throw new Error(`cannot read the findings file ${path} that the result "issues" names: ${problem}`);
  writeInside(workspace, target, [text]);
  console.log(`${path} copied to ${target}`);
});
