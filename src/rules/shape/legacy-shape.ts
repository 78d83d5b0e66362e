import { closed } from './part-shape';
import { type ObjectShape, object, type Shape } from './shape';

/** Returns the v1beta1 form of a v1 shape (docs/migrating-v1beta1-to-v1.md), without the fields that Tekton refuses in v1beta1. */
export function legacyShape(shape: ObjectShape): ObjectShape {
  return older(shape, new Map()) as ObjectShape;
}

function older(shape: Shape, seen: Map<object, Shape>): Shape {
  if (typeof shape === 'string') return shape;
  const known = seen.get(shape);
  if (known !== undefined) return known;
  const made = shape.kind === 'object' ? legacyObject(shape, seen) : { ...shape, item: older(shape.item, seen) };
  seen.set(shape, made);
  return made;
}

function legacyObject(shape: ObjectShape, seen: Map<object, Shape>): ObjectShape {
  const { fields } = shape;
  const names = legacyNames(fields);
  const table = new Map([...fields].map(([name, item]) => [names[name] ?? name, older(item, seen)]));
  // v1beta1/container_types.go: Tekton still decodes these fields in steps, then drops them
  const more = fields.has('image') && fields.has('computeResources') ? ofSidecar() : {};
  if (!fields.has('taskRunTemplate')) return { ...shape, ...object(more, Object.fromEntries(table)) };
  const template = table.get('taskRunTemplate');
  table.delete('taskRunTemplate');
  const own = typeof template === 'object' && template.kind === 'object' ? Object.fromEntries(template.fields) : {};
  return { ...shape, ...object(Object.fromEntries(table), own, { timeout: 'text' }) };
}

/** The fields that sidecars have and steps do not. */
function ofSidecar(): Readonly<Record<string, Shape>> {
  const step = closed.of('stepTemplate').fields;
  return Object.fromEntries([...closed.of('sidecar').fields].filter(([name]) => !step.has(name) && !NEW.has(name)));
}

// fields of sidecars that v1beta1 steps did not have
const NEW: ReadonlySet<string> = new Set(['script', 'restartPolicy', 'workspaces']);

type Names = Readonly<Record<string, string | undefined>>;

const ofContainer: Names = { computeResources: 'resources' };
const ofTaskRun: Names = { stepSpecs: 'stepOverrides', sidecarSpecs: 'sidecarOverrides' };
const ofTaskRunSpec: Names = { ...ofTaskRun, serviceAccountName: 'taskServiceAccountName', podTemplate: 'taskPodTemplate' };

/** The v1beta1 names of the fields. */
function legacyNames(fields: ObjectShape['fields']): Names {
  if (fields.has('pipelineTaskName')) return ofTaskRunSpec;
  if (fields.has('stepSpecs')) return ofTaskRun;
  // a container, or the settings of a run for one
  return fields.has('image') || fields.size === 2 ? ofContainer : {};
}
