import type { IConstruct } from 'constructs';
import { quoted, suggestion } from '../diagnostics';
import { adoptMistakes, capturePlace, demandList, optionKeys, refuse, reportMistake, unknownKeys } from '../synth';
import type { PolicyVisitor } from './visitor';

/** Checks the shape of a policy: a function for an unknown part would never be called. @throws Error */
export function checkVisitor(scope: IConstruct, policy: unknown, except: unknown): void {
  if (typeof policy !== 'function' && (typeof policy !== 'object' || policy === null || Array.isArray(policy)))
    refuse(scope, 'Policy.add', policy, 'write a function, or an object of functions, as in { step: (step) => step }');
  if (typeof policy === 'object' && policy !== null) checkParts(scope, policy);
  demandList(scope, 'Policy.add except', except, 'write an array, as in { except: [clone] }');
  for (const one of except as readonly (Partial<IConstruct> | undefined)[])
    if (one?.node === undefined) refuse(scope, 'Policy.add except', one, 'write the constructs themselves');
}

function checkParts(scope: IConstruct, policy: object): void {
  const { name } = policy as PolicyVisitor;
  const place = `Policy.add ${quoted(name ?? 'policy')}`;
  adoptMistakes(scope, `${place} `, policy);
  const known = optionKeys('PolicyVisitor').filter((key) => key !== 'name');
  const parts = known.filter((part) => part in policy);
  // an instance of a class may have other fields beside the known ones
  const mistakes = unknownKeys('PolicyVisitor', policy);
  for (const { where, message } of mistakes)
    reportMistake(scope, { code: 'TW299', where: `${place} ${where}`, message, place: capturePlace() });
  if (parts.length === 0 && mistakes.length === 0) {
    const given = Object.keys(policy).find((key) => key !== 'name') ?? '';
    throw new Error(
      `${place}: the policy has no function for a part of a manifest; unknown part ${quoted(given)}${suggestion(given, known)}`,
    );
  }
  for (const part of parts) {
    const visit: unknown = policy[part as keyof typeof policy];
    if (visit !== undefined && typeof visit !== 'function')
      refuse(scope, `${place}.${part}`, visit, `write a function, as in ${part}: (${part}) => ${part}`);
  }
}
