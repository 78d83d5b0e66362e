import { resultPathsOf } from '../checks/result-paths';
import type { Rule } from '../contract/rule';

/** Advice about paths of results that are spelt out. */
export const resultPathRules: readonly Rule[] = [
  {
    code: 'TW529',
    slug: 'spelt-out-result-path',
    title: 'path of a result spelt out instead of its variable',
    why: 'a misspelt variable is found before the run, a misspelt path is not; where results are is not part of the API',
    source: 'docs/tasks.md "Emitting Results"; pkg/apis/pipeline/paths.go DefaultResultPath',
    severity: 'warning',
    lint: 'usual',
    on: 'step',
    check: (step, context, report) => {
      // TW158 reports names that are not declared
      for (const { field, name } of resultPathsOf(step.spec, context))
        if (step.task.results.has(name)) report(field, `"/tekton/results/${name}" is spelt out`, `write $(results.${name}.path)`);
    },
  },
];
