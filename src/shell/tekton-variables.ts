import { type Occurrence, parseVariable, scan } from '../refs';

const BODY = /^[\w.\-[\]'"*]{1,300}$/;
const OTHERS = /^(?:inputs|outputs|step|steps|artifacts|credentials|tt)\.[\w.-]+$/;

/** Whether `$(body)` is a variable of Tekton instead of a substitution of the shell. */
function isOfTekton(body: string): boolean {
  if (!BODY.test(body)) return false;
  const variable = parseVariable(body);
  if (variable.kind === 'workspace') return variable.field !== '';
  if (variable.kind === 'context') return variable.path !== '';
  return variable.kind !== 'other' || OTHERS.test(body);
}

/** Tekton's variables in a string, in order. */
export function variablesIn(text: string): readonly Occurrence[] {
  return text.includes('$(') ? scan(text).filter(({ body }) => isOfTekton(body)) : [];
}
