import type { FieldPath } from '../diagnostics';
import type { ContainerSpec } from '../spec';
import type { TaskView } from './view/task-view';
import { items, type Loose } from './view/view';

/** A step, sidecar or the step template of a Task. */
export interface ContainerView {
  /** From the Task on. */
  readonly field: FieldPath;
  readonly spec: Loose<ContainerSpec> & { readonly script?: string; readonly name?: string; readonly ref?: unknown };
}

/** The steps and sidecars of a Task. */
export function containersOf({ spec }: TaskView): readonly ContainerView[] {
  const found: ContainerView[] = [];
  for (const { at, item } of items(spec.steps)) found.push({ field: ['steps', at], spec: item });
  for (const { at, item } of items(spec.sidecars)) found.push({ field: ['sidecars', at], spec: item });
  return found;
}

/** The steps and sidecars of a Task, and what all steps take over. */
export function partsOf(task: TaskView): readonly ContainerView[] {
  const { stepTemplate } = task.spec;
  const containers = containersOf(task);
  return stepTemplate === undefined ? containers : [{ field: ['stepTemplate'], spec: stepTemplate }, ...containers];
}

/** The script of a step or sidecar. */
export interface ScriptView {
  /** From the Task on. */
  readonly field: FieldPath;
  readonly script: string;
  /** Where it runs; empty when the manifest does not say. */
  readonly image: string;
}

/** Each script of a Task, and where it stands. */
export function scriptsOf(task: TaskView): readonly ScriptView[] {
  const usual = task.spec.stepTemplate?.image ?? '';
  return containersOf(task).flatMap(({ field, spec: { script, image = usual } }) =>
    script ? [{ field: [...field, 'script'], script, image }] : [],
  );
}
