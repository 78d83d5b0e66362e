import type { Chart } from 'cdk8s';
import { type Step, Task } from '../../../src';
import { type FieldPart, fieldTable } from '../../../src/spec';

/** The names in a row of the field table, such as `args:[text] name!`. */
type FieldsIn<Row extends string> = Row extends `${infer First} ${infer Rest}` ? NameOf<First> | FieldsIn<Rest> : NameOf<Row>;
type NameOf<Field extends string> = Field extends `${infer Name}:${string}` ? Bare<Name> : Bare<Field>;
type Bare<Name extends string> = Name extends `${infer Required}!` ? Required : Name;

/** Fields that `step` of the steps' context and of a StepAction set. */
type Returned = 'ref' | 'params' | 'results';

/** The compiler names every field of a step in the CRDs that the type `StepSpec`, and so `Step`, lacks. */
const untyped: Record<Exclude<FieldsIn<typeof fieldTable.step>, keyof Step | Returned>, never> = {};

/** Fields that the other programs set. A new field of Tekton is not among them, and needs no program of its own. */
const BY_HAND: ReadonlySet<string> = new Set(
  (
    'args command computeResources displayName env envFrom image imagePullPolicy name onError params ref results script securityContext ' +
    'stderrConfig stdoutConfig timeout volumeDevices volumeMounts when workingDir workspaces'
  ).split(' '),
);

const SAMPLES: Readonly<Record<string, unknown>> = { text: 'a', any: 'a', flag: true, whole: 1, int32: 1, amount: '1' };

/** A step with every field of the CRDs that no program sets by hand. */
export function newStepFields(chart: Chart): void {
  const step = { ...untyped, ...partOf('step', BY_HAND) };
  new Task(chart, 'new-step-fields', { steps: () => [{ name: 'one', image: 'busybox:1.37.0', command: ['true'], ...step }] });
}

function partOf(part: FieldPart, without: ReadonlySet<string> = new Set()): object {
  const made: Record<string, unknown> = {};
  for (const field of fieldTable[part].split(' ')) {
    const [name = '', type = 'text'] = field.replace('!', '').split(':');
    if (!without.has(name)) made[name] = sampleOf(type);
  }
  return made;
}

function sampleOf(type: string): unknown {
  const inner = type.replace(/^[[{]|[\]}]$/g, '');
  const value = SAMPLES[inner] ?? partOf(inner as FieldPart);
  if (type.startsWith('[')) return [value];
  return type.startsWith('{') ? { a: value } : value;
}
