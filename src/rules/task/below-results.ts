import { quoted } from '../../diagnostics';
import type { Variable } from '../../refs';
import { isProse, textAt } from '../checks/prose';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { type Use, usesIn } from '../view/use';
import type { View } from '../view/view';

const WHY =
  'the path of a result is a file, so nothing can be below it: the step fails with "Not a directory", or Tekton cannot read the result';
const SOURCE = 'docs/tasks.md "Emitting Results"; pkg/entrypoint/entrypointer.go readResultsFromDisk';

/** Rules about paths that begin with the file of a result. */
export const belowResultsRules: readonly Rule[] = [
  {
    code: 'TW803',
    slug: 'path-below-result',
    title: 'path below the file of a result',
    why: WHY,
    source: SOURCE,
    severity: 'error',
    stricter: 'Tekton replaces the variable, and the step fails',
    on: 'task-use',
    of: 'result-path',
    check: (use, context, report) => {
      const field = use.path[0] === 'stepTemplate' ? use.path[1] : use.path[2];
      if (FIELDS.has(field)) checkBelow(use, use.owner.spec, context, report);
    },
  },
  {
    code: 'TW804',
    slug: 'path-below-result-of-step-action',
    title: 'path below the file of a result in a StepAction',
    why: WHY,
    source: SOURCE,
    severity: 'error',
    stricter: 'Tekton replaces the variable, and the step fails',
    on: 'StepAction',
    check: (object, context, report) => {
      for (const use of usesIn(object.spec, object))
        if (use.variable.kind === 'result-path' && FIELDS.has(use.path[0]))
          checkBelow(use, object.spec, context, (field, ...said) => report([...use.path, ...field], ...said));
    },
  },
];

const FIELDS: ReadonlySet<unknown> = new Set(['script', 'command', 'args', 'env', 'workingDir']);
/** What follows, after an end of quotes: a slash and a name. */
const MAX_SHOWN = 40;
const START = /^(?:[\s"'`=:;|&<>(,])?$/;
const BELOW = /^["']?\/+(?:["']?[\w$.-])/;

type AnyUse = Use<Variable, View & { readonly spec: unknown }>;

function checkBelow(use: AnyUse, spec: unknown, context: Context, report: Report): void {
  const { path, body, at, isAlone, variable } = use;
  if (isAlone || isProse(use, context)) return;
  const text = textAt(spec, path);
  if (text === undefined) return;
  const whole = `$(${body})`;
  const after = text.slice(at + whole.length, at + whole.length + MAX_SHOWN);
  // an address or a pattern has other text before the path
  if (!BELOW.test(after) || !START.test(text.slice(Math.max(0, at - 1), at))) return;
  const name = variable.kind === 'result-path' ? variable.name : body;
  report(
    [],
    `"${whole}${/^[^\s"';|&<>()]*/.exec(after.replace(/^["']/, ''))?.[0] ?? ''}" is below result ${quoted(name)}, which is a file`,
    'write to the result itself, or use a workspace for files',
  );
}
