import { makeOrNote } from '../diagnostics';
import { isRecord, refuse } from '../synth';
import type { PolicyVisitor } from './visitor';

/** Returns the policy, or one without effect when its arguments have a mistake, which `Policy.add` reports. */
export function policyOr(name: string, make: () => PolicyVisitor): PolicyVisitor {
  return makeOrNote(make, withoutParts(name));
}

/** Makes a policy without effect. */
export function withoutParts(name: string): () => PolicyVisitor {
  return () => ({ name });
}

/** An object that a policy cannot do without; untyped callers may omit it. @throws TekwireError */
export function demandOptions(name: string, options: unknown, example: string): void {
  if (!isRecord(options)) refuse({}, '', options, `an object of options, such as ${name}(${example})`);
}
