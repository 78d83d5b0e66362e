import type { IConstruct } from 'constructs';
import { quoted, suggestion } from '../diagnostics';
import { demandList, refuse } from '../task';
import type { PolicyVisitor } from './visitor';

const PARTS: Readonly<Record<Exclude<keyof PolicyVisitor, 'name'>, true>> = {
  object: true,
  task: true,
  stepTemplate: true,
  step: true,
  sidecar: true,
  stepAction: true,
  pipeline: true,
  pipelineTask: true,
  pipelineRun: true,
  taskRun: true,
  podTemplate: true,
  image: true,
};

/** Refuses what is no policy: a function for a part that does not exist would never be called. */
export function checkVisitor(scope: IConstruct, policy: unknown, except: unknown): void {
  if (typeof policy !== 'function' && (typeof policy !== 'object' || policy === null || Array.isArray(policy)))
    refuse(scope, 'Policy.add', policy, 'give a function, or an object of functions, as { step: (step) => step }');
  if (typeof policy === 'object' && policy !== null) checkParts(scope, policy);
  demandList(scope, 'Policy.add except', except, 'write a list, as { except: [clone] }');
  for (const one of except as readonly (Partial<IConstruct> | undefined)[])
    if (one?.node === undefined) refuse(scope, 'Policy.add except', one, 'give the constructs themselves');
}

function checkParts(scope: IConstruct, policy: object): void {
  const { name } = policy as PolicyVisitor;
  const place = `Policy.add ${quoted(name ?? 'policy')}`;
  const parts = Object.keys(PARTS).filter((part) => part in policy);
  // a policy of a class has fields of its own, so others are no mistake beside the right ones
  if (parts.length === 0) {
    const given = Object.keys(policy).find((key) => key !== 'name') ?? '';
    throw new Error(
      `${place}: it has a function for no part of a manifest; ${quoted(given)} is none${suggestion(given, Object.keys(PARTS))}`,
    );
  }
  for (const part of parts) {
    const visit: unknown = policy[part as keyof typeof policy];
    if (visit !== undefined && typeof visit !== 'function')
      refuse(scope, `${place}.${part}`, visit, `write a function, as ${part}: (${part}) => ${part}`);
  }
}
