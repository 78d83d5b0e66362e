import { createContext, Script } from 'node:vm';
import { exampleFinding, type PolicyFinding } from '../../findings';
import { type FutureConstruct, refuse } from '../../synth';
import { fail } from './step';

/**
 * The JavaScript of a predicate, which runs in a step without the program around it.
 * Throws when it is not a plain function of one argument, or fails on an example without the variables around it
 */
export function predicateText(owner: FutureConstruct, where: string, predicate: (finding: PolicyFinding) => boolean): string {
  if (typeof predicate !== 'function') refuse(owner, where, predicate, 'a CEL expression or a function of a finding');
  const text = asExpression(predicate.toString(), predicate.name);
  const found = ['$(', '{{'].find((one) => text.includes(one));
  if (found !== undefined) fail(owner, where, `the predicate contains "${found}", which Tekton or Helm would replace in the script`);
  if (/\[native code\]/.test(text) || /^\s*(?:async\b|class\b|function\s*\*)/.test(text))
    fail(owner, where, 'the predicate is not a plain function of a finding');
  tryOn(owner, where, text);
  return text;
}

/** A method is written `name(finding) { … }`, which is not an expression. */
function asExpression(text: string, name: string): string {
  const isMethod = !/^\s*(?:async\b|class\b|function\b|\(|[\w$]+\s*=>)/.test(text);
  return isMethod && /^[\w$]+$/.test(name) ? `({ ${text} }).${name}` : text;
}

/** Runs it on an example in a context of its own, which has what the step has. */
function tryOn(owner: FutureConstruct, where: string, text: string): void {
  const context = createContext({ example: JSON.stringify(exampleFinding) });
  const program = `const __name = (value) => value; const found = (${text})(JSON.parse(example)); [typeof found, found instanceof Promise].join()`;
  let kind: unknown;
  try {
    kind = new Script(program).runInContext(context, { timeout: 1000 });
  } catch (error) {
    const reason = error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error) ? error.message : error;
    fail(
      owner,
      where,
      `the predicate fails on an example: ${reason}; it runs in the step and sees only its argument, not the variables around it`,
    );
  }
  if (kind !== 'boolean,false') fail(owner, where, 'the predicate does not return true or false');
}
