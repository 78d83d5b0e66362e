import type { ContainerSpec, StepActionSpec } from '../../spec';
import type { ObjectView } from './object-view';
import type { TaskView } from './task-view';
import { items, type Loose, type View } from './view';

/** A step or sidecar of a Task, its stepTemplate, or the `spec` of a StepAction. */
export interface ContainerView extends View {
  readonly role: 'step' | 'sidecar' | 'stepTemplate' | 'StepAction';
  readonly spec: Loose<ContainerSpec> & { readonly script?: string; readonly name?: string; readonly ref?: unknown };
  /** The stepTemplate of the Task, for steps. */
  readonly template: Loose<ContainerSpec> | undefined;
  /** The image that runs the script; empty when the manifest has none. */
  readonly image: string;
  /** Whether its variables are all declared in the manifest, so that no run or pipeline provides more. */
  readonly isClosed: boolean;
}

/** The steps and sidecars of a Task. */
export function containersOf(task: TaskView): readonly ContainerView[] {
  const { document, field, spec, isObject: isClosed } = task;
  const usual = spec.stepTemplate?.image ?? '';
  const found: ContainerView[] = [];
  for (const [list, role] of LISTS) {
    for (const { at, item } of items(spec[list])) {
      const image = item.image || (role === 'step' ? usual : '');
      const template = role === 'step' ? spec.stepTemplate : undefined;
      found.push({ document, field: [...field, list, at], role, spec: item, template, image, isClosed });
    }
  }
  return found;
}

const LISTS = [
  ['steps', 'step'],
  ['sidecars', 'sidecar'],
] as const;

/** The steps and sidecars of a Task, and its stepTemplate. */
export function partsOf(task: TaskView): readonly ContainerView[] {
  const { document, field, isObject: isClosed } = task;
  const { stepTemplate } = task.spec;
  const containers = containersOf(task);
  if (stepTemplate === undefined) return containers;
  const image = stepTemplate.image ?? '';
  return [
    { document, field: [...field, 'stepTemplate'], role: 'stepTemplate', spec: stepTemplate, template: undefined, image, isClosed },
    ...containers,
  ];
}

/** The `spec` of a StepAction as a container. */
export function containerOfAction({ document, spec }: ObjectView): ContainerView {
  const action = spec as Loose<StepActionSpec>;
  return { document, field: ['spec'], role: 'StepAction', spec: action, template: undefined, image: action.image ?? '', isClosed: true };
}
