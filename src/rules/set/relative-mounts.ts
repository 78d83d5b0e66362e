import { type FieldPath, quoted } from '../../diagnostics';
import { isRelativeMount } from '../notation/path';
import type { TaskView } from '../view/task-view';
import { items } from '../view/view';
import { resolved, type Values, valuesOfAction } from './known-values';
import type { Lookup } from './lookup';

/** A mount path that values of params make relative. */
export interface RelativeMount {
  /** The field path in the `spec` of the Task. */
  readonly field: FieldPath;
  readonly text: string;
  readonly path: string;
  /** The params of the Task that decide it; none when a step sets the param of its StepAction to this path. */
  readonly names: readonly string[];
}

/** Whether values can make a mount path of the Task relative: one with a variable, or one of a StepAction. */
export function hasMountsByValue({ spec }: TaskView): boolean {
  const isByValue = ({ item }: { readonly item: { readonly mountPath?: string } }) => item.mountPath?.includes('$(') === true;
  return (
    items(spec.workspaces).some(isByValue) ||
    items(spec.stepTemplate?.volumeMounts).some(isByValue) ||
    items(spec.sidecars).some(({ item }) => items(item.volumeMounts).some(isByValue)) ||
    items(spec.steps).some(({ item }) => item.ref?.name !== undefined || items(item.volumeMounts).some(isByValue))
  );
}

/** The mount paths with params of the Task that are relative with these values. Paths whose values are not known are left out. */
export function relativeMounts(task: TaskView, values: Values, lookup: Pick<Lookup, 'stepAction'>): readonly RelativeMount[] {
  const found: RelativeMount[] = [];
  const add = (field: FieldPath, text = '', names = paramsIn(text), known = values) => {
    const path = text.includes('$(') ? resolved(text, known) : undefined;
    if (path !== undefined && isRelativeMount(path)) found.push({ field, text, path, names });
  };
  const { spec } = task;
  for (const { at, item } of items(spec.workspaces)) add(['workspaces', at, 'mountPath'], item.mountPath);
  for (const { at, item } of items(spec.stepTemplate?.volumeMounts)) add(['stepTemplate', 'volumeMounts', at, 'mountPath'], item.mountPath);
  for (const list of ['steps', 'sidecars'] as const)
    for (const { at, item } of items(spec[list]))
      for (const mount of items(item.volumeMounts)) add([list, at, 'volumeMounts', mount.at, 'mountPath'], mount.item.mountPath);
  for (const { at, item } of items(spec.steps)) {
    if (item.ref?.name === undefined || item.ref.resolver) continue;
    const action = lookup.stepAction(task.document, item.ref.name);
    if (action === undefined) continue;
    const known = valuesOfAction(action, item, values);
    for (const mount of items(action.spec.volumeMounts)) {
      const text = mount.item.mountPath;
      // the defaults of the StepAction are a mistake of its own
      const given = items(item.params).filter((param) => paramsIn(text ?? '').includes(param.item.name ?? ''));
      for (const param of given) add(['steps', at, 'params', param.at, 'value'], text, paramsIn(String(param.item.value)), known);
    }
  }
  return found;
}

/** The names of the params in a string. */
export function paramsIn(text: string): readonly string[] {
  return text.includes('$(')
    ? [...text.matchAll(/\$\(params(?:\.([\w-]+)|\[['"]([\w.-]+)['"]\])/g)].map(([, dotted, name = '']) => dotted ?? name)
    : [];
}

/** Names of params in a message. */
export function listed(names: readonly string[]): string {
  return [...new Set(names)].map((name) => `param ${quoted(name)}`).join(' and ');
}
