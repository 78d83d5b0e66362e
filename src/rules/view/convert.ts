import { isRecord } from '../notation/record';
import { BROKEN } from '../shape/broken';
import { MAX_NESTED } from '../shape/tekton-shape';

type Fields = Readonly<Record<string, unknown>>;

/** Converts the `spec` of a v1beta1 Task, Pipeline or run to v1 field names, as Tekton does (v1beta1/*_conversion.go). */
export function converted(kind: string, spec: unknown): unknown {
  if (!isRecord(spec)) return spec;
  switch (kind) {
    case 'Task':
      return convertTask(spec);
    case 'Pipeline':
      return convertPipeline(spec);
    case 'TaskRun':
      return convertTaskRun(spec);
    default:
      return convertPipelineRun(spec);
  }
}

function convertTask(spec: Fields): Fields {
  const container = (value: unknown) => renamed(value, { resources: 'computeResources' });
  return changed(spec, { steps: each(container), sidecars: each(container), stepTemplate: container });
}

function convertPipeline(spec: Fields, nested = MAX_NESTED): Fields {
  const inside: Readonly<Record<string, Change>> =
    nested === 0 ? {} : { pipelineSpec: within((fields) => convertPipeline(fields, nested - 1)) };
  const task = (value: unknown) => (isRecord(value) ? changed(value, { taskSpec: within(convertTask), ...inside }) : value);
  return changed(spec, { tasks: each(task), finally: each(task) });
}

const OVERRIDES = { stepOverrides: 'stepSpecs', sidecarOverrides: 'sidecarSpecs' } as const;

function convertTaskRun(spec: Fields): Fields {
  return convertOverrides(changed(spec, { taskSpec: within(convertTask) }));
}

function convertPipelineRun(spec: Fields): Fields {
  const { serviceAccountName, podTemplate, timeout, ...rest } = changed(spec, {
    pipelineSpec: within((fields) => convertPipeline(fields)),
    taskRunSpecs: each(within(convertTaskRunSpec)),
  });
  const hasTemplate = serviceAccountName !== undefined || podTemplate !== undefined;
  return {
    ...rest,
    ...(hasTemplate ? { taskRunTemplate: { serviceAccountName, podTemplate } } : {}),
    ...(timeout === undefined ? {} : { timeouts: { pipeline: timeout } }),
  };
}

function convertTaskRunSpec(spec: Fields): Fields {
  return renamed(convertOverrides(spec), { taskServiceAccountName: 'serviceAccountName', taskPodTemplate: 'podTemplate' }) as Fields;
}

function convertOverrides(spec: Fields): Fields {
  const override = each((value) => renamed(value, { resources: 'computeResources' }));
  return renamed(changed(spec, { stepOverrides: override, sidecarOverrides: override }), OVERRIDES) as Fields;
}

type Change = (value: unknown) => unknown;

function each(change: Change): Change {
  return (value) => (Array.isArray(value) ? value.map(change) : value);
}

function within(change: (fields: Fields) => Fields): Change {
  return (value) => (isRecord(value) && value !== BROKEN ? change(value) : value);
}

/** Returns the fields with the changes applied to those that are present. */
function changed(fields: Fields, changes: Readonly<Record<string, Change>>): Fields {
  const copy: Record<string, unknown> = { ...fields };
  for (const [name, change] of Object.entries(changes)) if (copy[name] !== undefined) copy[name] = change(copy[name]);
  return copy;
}

function renamed(value: unknown, names: Readonly<Record<string, string>>): unknown {
  // BROKEN is recognised by identity, so it must not be copied
  if (!isRecord(value) || value === BROKEN) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const [old, name] of Object.entries(names)) {
    if (!(old in copy)) continue;
    copy[name] = copy[old];
    delete copy[old];
  }
  return copy;
}
