import { closed } from './part-shape';
import { type ObjectShape, object, type Shape } from './shape';

/** The shape that something of v1 had in v1beta1 (docs/migrating-v1beta1-to-v1.md). What Tekton refuses in v1beta1, too, is left out. */
export function olderShape(shape: ObjectShape): ObjectShape {
  return older(shape, new Map()) as ObjectShape;
}

function older(shape: Shape, seen: Map<object, Shape>): Shape {
  if (typeof shape === 'string') return shape;
  const known = seen.get(shape);
  if (known !== undefined) return known;
  const made = shape.kind === 'object' ? olderObject(shape, seen) : { ...shape, item: older(shape.item, seen) };
  seen.set(shape, made);
  return made;
}

function olderObject(shape: ObjectShape, seen: Map<object, Shape>): ObjectShape {
  const { fields } = shape;
  const names = olderNames(fields);
  const table = new Map([...fields].map(([name, item]) => [names[name] ?? name, older(item, seen)]));
  // v1beta1/container_types.go: Tekton still decodes them in steps, and then drops them
  const more = fields.has('image') && fields.has('computeResources') ? ofSidecar() : {};
  if (!fields.has('taskRunTemplate')) return { ...shape, ...object(more, Object.fromEntries(table)) };
  const template = table.get('taskRunTemplate');
  table.delete('taskRunTemplate');
  const own = typeof template === 'object' && template.kind === 'object' ? Object.fromEntries(template.fields) : {};
  return { ...shape, ...object(Object.fromEntries(table), own, { timeout: 'text' }) };
}

/** The fields of sidecars that are none of steps. */
function ofSidecar(): Readonly<Record<string, Shape>> {
  const step = closed.of('stepTemplate').fields;
  return Object.fromEntries([...closed.of('sidecar').fields].filter(([name]) => !step.has(name) && !NEW.has(name)));
}

// fields that a sidecar got later
const NEW: ReadonlySet<string> = new Set(['script', 'restartPolicy', 'workspaces']);

type Names = Readonly<Record<string, string | undefined>>;

const ofContainer: Names = { computeResources: 'resources' };
const ofTaskRun: Names = { stepSpecs: 'stepOverrides', sidecarSpecs: 'sidecarOverrides' };
const ofTaskRunSpec: Names = { ...ofTaskRun, serviceAccountName: 'taskServiceAccountName', podTemplate: 'taskPodTemplate' };

/** What the fields of a table were called. */
function olderNames(fields: ObjectShape['fields']): Names {
  if (fields.has('pipelineTaskName')) return ofTaskRunSpec;
  if (fields.has('stepSpecs')) return ofTaskRun;
  // a container, or what a run says of one
  return fields.has('image') || fields.size === 2 ? ofContainer : {};
}
