import { dialectOf } from '../../shell';
import { isProse, textAt } from '../checks/prose';
import type { Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { TaskUse } from '../view/task-view';

/** Rules about Tekton variables in the braces of a shell. */
export const bracedVariableRules: readonly Rule[] = [
  {
    code: 'TW156',
    slug: 'braced-variable',
    title: 'Tekton variable in braces',
    why: 'Tekton replaces only $(params.name); a shell stops at ${params.name} with "bad substitution"',
    source: 'pkg/substitution/substitution.go ApplyReplacements',
    severity: 'error',
    stricter: 'Tekton reads ${params.name} as a plain string',
    on: 'task-use',
    of: 'braced',
    check: (use, context, report) => {
      if (!isProse(use, context) && !isOfProgram(use, context))
        report([], `Tekton does not replace "\${${use.body}}"`, `write $(${use.body})`);
    },
  },
];

/** Whether the braces belong to another language, such as a JavaScript template, or a shell does not expand them. */
function isOfProgram({ path, owner, at }: TaskUse, context: Context): boolean {
  if (path[path.length - 1] !== 'script') return false;
  const script = textAt(owner.spec, path) ?? '';
  if (dialectOf(script) === undefined) return true;
  return context.memo.shell(script)?.text[at] !== '$';
}
