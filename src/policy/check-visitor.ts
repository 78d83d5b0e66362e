import type { IConstruct } from 'constructs';
import { quoted, suggestion, TekwireError } from '../diagnostics';
import { isPipelineTask } from '../pipeline';
import { adoptMistakes, captureLocation, demandList, isRecord, mistakesOf, optionKeys, refuse, reportMistake, unknownKeys } from '../synth';
import type { PolicyVisitor } from './visitor';

/** Functions that return a policy. */
const READY_MADE: ReadonlySet<string> = new Set([
  'mirrorImages',
  'pinImages',
  'restrictSecurity',
  'defaultResources',
  'defaultServiceAccount',
  'defaultPipelineTask',
  'schedulePods',
  'setMetadata',
]);

/** Checks the shape of a policy: a function for an unknown part would never be called. @throws TekwireError */
export function checkVisitor(scope: IConstruct, policy: unknown, except: unknown): true {
  if (typeof policy !== 'function' && (typeof policy !== 'object' || policy === null || Array.isArray(policy)))
    refuse(scope, 'Policy.add', policy, 'a function, or an object of functions such as { step: (step) => step }');
  if (typeof policy === 'function' && READY_MADE.has(policy.name))
    refuse(scope, 'Policy.add', policy, `a policy; call the function: ${policy.name}(…)`, `the function "${policy.name}"`);
  if (typeof policy === 'object' && policy !== null) checkParts(scope, policy);
  demandList(scope, 'Policy.add except', except, 'an array, such as { except: [clone] }');
  for (const one of except as readonly (Partial<IConstruct> | undefined)[])
    if (one?.node === undefined && !(isRecord(one) && isPipelineTask(one)))
      refuse(scope, 'Policy.add except', one, 'an array of constructs and tasks that add() returned');
  return true;
}

function checkParts(scope: IConstruct, policy: object): void {
  const { name } = policy as PolicyVisitor;
  const place = `Policy.add ${quoted(name ?? 'policy')}`;
  const hasMistakes = mistakesOf(policy).length > 0;
  adoptMistakes(scope, `${place} `, policy);
  const known = optionKeys('PolicyVisitor').filter((key) => key !== 'name');
  const parts = known.filter((part) => part in policy);
  // an instance of a class may have other fields beside the known ones
  const mistakes = unknownKeys('PolicyVisitor', policy);
  for (const { where, message } of mistakes)
    reportMistake(scope, { code: 'TW299', where: `${place} ${where}`, message, location: captureLocation() });
  if (parts.length === 0 && mistakes.length === 0 && !hasMistakes) {
    const given = Object.keys(policy).find((key) => key !== 'name') ?? '';
    const problem = `the policy has no function for a part of a manifest; unknown part ${quoted(given)}${suggestion(given, known)}`;
    throw new TekwireError(`${place}: ${problem}`, { where: place, problem });
  }
  for (const part of parts) {
    const visit: unknown = policy[part as keyof typeof policy];
    if (visit !== undefined && typeof visit !== 'function')
      refuse(scope, `${place}.${part}`, visit, `a function such as ${part}: (${part}) => ${part}`);
  }
}
