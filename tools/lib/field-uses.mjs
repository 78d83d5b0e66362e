// What the CRDs do not say of a field, by column and part: whether it may hold variables, results or images. `npm run import` verifies every
// field of it against the CRDs and writes the columns of src/spec/field-table.ts.

/**
 * Fields by part, each as its path below the part.
 * @type {Record<string, { meaning: string, source: string, parts: Record<string, string> }>}
 */
export const columns = {
  replaced: {
    meaning: 'Tekton replaces variables in it',
    source: 'pkg/reconciler/taskrun/resources/apply.go, pkg/reconciler/pipelinerun/resources/apply.go',
    parts: {
      Task: 'steps sidecars stepTemplate volumes workspaces params.default',
      pipelineTask:
        'displayName onError taskRef workspaces params.value matrix.params.value matrix.include.params.value when.input when.values when.cel',
    },
  },
  checked: {
    meaning: 'Tekton refuses unknown params in it',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateStepVariables, v1beta1/stepaction_validation.go validateStepActionVariables',
    parts: {
      step: 'name image workingDir script command args onError env.value volumeMounts.name volumeMounts.mountPath volumeMounts.subPath',
      StepAction: 'image command args script env.value volumeMounts.name',
    },
  },
  retyped: {
    meaning: 'a param in it has the type that any part of the run declares',
    source: 'pkg/apis/pipeline/v1/container_validation.go ValidateParamArrayIndex, task_validation.go ValidateParameterVariables',
    parts: { step: 'name image workingDir script command args env volumeMounts' },
  },
  ordering: {
    meaning: 'a result in it orders the tasks',
    source: 'pkg/apis/pipeline/v1/container_types.go GetVarSubstitutionExpressions, resultref.go PipelineTaskResultRefs',
    parts: {
      pipelineTask: 'params.value matrix.params.value matrix.include.params.value when.input when.values when.cel',
      step: 'name image imagePullPolicy script workingDir command args env.value env.valueFrom',
      sidecar: 'name image imagePullPolicy script workingDir command args env.value env.valueFrom',
    },
  },
  early: {
    meaning: 'it is read before the first step runs, so it cannot hold the result of a step',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateStepResultReference',
    parts: {
      step: 'name image script imagePullPolicy workingDir envFrom volumeMounts volumeDevices',
      StepAction: 'image script workingDir volumeMounts',
    },
  },
  artifacts: {
    meaning: 'it can hold artifacts when the feature is on',
    source: 'pkg/apis/pipeline/v1/task_validation.go validateStepArtifactsReference',
    parts: { step: 'script command args env' },
  },
  literal: {
    meaning: 'the kubelet replaces no environment variable in it',
    source: 'pkg/kubelet/container/helpers.go of Kubernetes: only command, args and env values are expanded',
    parts: {
      step: 'image name workingDir volumeMounts.mountPath volumeMounts.subPath volumeMounts.name volumeDevices.devicePath volumeDevices.name',
      taskWorkspace: 'mountPath name',
    },
  },
  word: {
    meaning: 'a line break in it is never intended',
    source: 'names, paths and image names of Kubernetes',
    parts: {
      step: 'image name workingDir volumeMounts.mountPath volumeMounts.subPath',
      pipelineTask: 'displayName name workspaces.subPath',
    },
  },
  image: {
    meaning: 'it holds an image; of a reference the param "bundle", of volumes the image volumes',
    source: 'pkg/apis/pipeline/v1/container_types.go; pkg/resolution/resolver/bundle/params.go',
    parts: {
      step: 'image ref',
      sidecar: 'image',
      stepTemplate: 'image',
      StepAction: 'image',
      pipelineTask: 'taskRef pipelineRef',
      TaskRun: 'taskRef',
      PipelineRun: 'pipelineRef',
      Task: 'volumes',
      podTemplate: 'volumes',
    },
  },
};

/**
 * Fields that the CRDs leave open, and the part that they hold.
 * @type {Record<string, string>}
 */
const embedded = { taskSpec: 'Task', pipelineSpec: 'Pipeline' };

/**
 * Fails for a field that the CRDs do not have.
 * @param {Record<string, string>} table
 */
export function verify(table) {
  for (const [column, { parts }] of Object.entries(columns))
    for (const [part, paths] of Object.entries(parts))
      for (const path of paths.split(' '))
        if (!has(table, part, path.split('.'))) throw new Error(`tools/lib/field-uses.mjs: ${column}: ${part} has no field ${path}`);
}

/** @type {(table: Record<string, string>, part: string, path: readonly string[]) => boolean} */
function has(table, part, [first, ...rest]) {
  const type = typesOf(table, part).get(first ?? '');
  return type !== undefined && (rest.length === 0 || has(table, type, rest));
}

/**
 * The fields of a part, with the part or type that each holds.
 * @param {Record<string, string>} table
 * @param {string} part
 * @returns {Map<string, string>}
 */
function typesOf(table, part) {
  const fields = (table[part] ?? '').split(' ').filter((field) => field !== '');
  return new Map(
    fields.map((field) => {
      const [name = '', type = 'text'] = field.split(':');
      const bare = name.replace('!', '');
      return [bare, embedded[bare] ?? type.replace(/[[\]{}]/g, '')];
    }),
  );
}

/**
 * The names of the fields that lead to an image from any object, sorted.
 * @param {Record<string, string>} table
 */
export function waysToImages(table) {
  const holders = new Set(Object.keys(columns.image?.parts ?? {}));
  const names = Object.keys(table);
  for (let size = -1; size !== holders.size; ) {
    size = holders.size;
    for (const part of names) if ([...typesOf(table, part).values()].some((type) => holders.has(type))) holders.add(part);
  }
  const ways = names.flatMap((part) => [...typesOf(table, part)].flatMap(([field, type]) => (holders.has(type) ? [field] : [])));
  const own = Object.values(columns.image?.parts ?? {}).flatMap((paths) => paths.split(' '));
  return [...new Set([...ways, ...own])].filter((field) => field !== 'image').sort();
}
