import { makeReference, type StringRef } from '../../refs';

const standIns = new WeakSet<object>();

/** A value that fits every field of a step, for one that is not there and has been reported. */
export function standInForStep<S>(owner: object): StringRef<unknown, S> {
  return standIn('context.taskRun.name', owner);
}

/** The same for fields of a pipeline. */
export function standInForPipeline(owner: object): StringRef {
  return standIn('context.pipelineRun.name', owner);
}

/** Whether the value, or an item of it, stands for one that is not there, which has been reported. */
export function isStandIn(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return standIns.has(value) || Object.values(value).some((item) => typeof item === 'object' && item !== null && standIns.has(item));
}

function standIn(body: string, owner: object): StringRef {
  const made = makeReference<StringRef>({ body, type: 'string', owner });
  standIns.add(made);
  return made;
}
