import { checkSources } from '../../check';
import { problemText } from '../../diagnostics';
import {
  type Param,
  type PipelineManifest,
  type PipelineRunManifest,
  type PodTemplate,
  type RunDefaults,
  TEKTON_V1,
  type WorkspaceBinding,
} from '../../spec';

/** What a run is made of. */
export interface RunParts {
  readonly pipeline: PipelineManifest;
  /** @default - a generated name, for `kubectl create` */
  readonly name?: string | undefined;
  readonly namespace: string | undefined;
  readonly params: readonly Param[];
  readonly workspaces: readonly WorkspaceBinding[];
  readonly defaults: RunDefaults;
  readonly serviceAccount?: string | undefined;
  readonly podTemplate?: PodTemplate | undefined;
  /** A duration, as `1h30m`. @default - of the cluster */
  readonly timeout?: string | undefined;
  readonly labels?: Readonly<Record<string, string>>;
  /** Whether it waits until `spec.status` is removed. @default false */
  readonly isPending?: boolean;
}

/** Returns the manifest of a run. */
export function buildRun(parts: RunParts): PipelineRunManifest {
  const { pipeline, name, namespace, params, workspaces, timeout, labels = {}, isPending = false } = parts;
  const base = pipeline.metadata?.name ?? '';
  const template = templateOf(parts);
  return {
    apiVersion: TEKTON_V1,
    kind: 'PipelineRun',
    metadata: {
      ...(name === undefined ? { generateName: `${base.slice(0, MAX_BASE)}-run-` } : { name }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(Object.keys(labels).length === 0 ? {} : { labels }),
    },
    spec: {
      pipelineRef: { name: base },
      ...(params.length === 0 ? {} : { params }),
      ...(workspaces.length === 0 ? {} : { workspaces }),
      ...(timeout === undefined ? {} : { timeouts: { pipeline: timeout } }),
      ...(Object.keys(template).length === 0 ? {} : { taskRunTemplate: template }),
      ...(isPending ? { status: 'PipelineRunPending' } : {}),
    },
  };
}

// a run's name is the value of a label, which has at most 63 characters
const MAX_BASE = 53;

function templateOf({ defaults, serviceAccount, podTemplate }: RunParts): NonNullable<PipelineRunManifest['spec']['taskRunTemplate']> {
  const { taskRunTemplate = {} } = defaults;
  const pod = mergedPod(taskRunTemplate.podTemplate, podTemplate);
  return {
    ...taskRunTemplate,
    ...(pod === undefined ? {} : { podTemplate: pod }),
    ...(serviceAccount === undefined ? {} : { serviceAccountName: serviceAccount }),
  };
}

/** Fields of the second template win; those of `securityContext` one by one. */
function mergedPod(needed: PodTemplate | undefined, own: PodTemplate | undefined): PodTemplate | undefined {
  if (needed === undefined || own === undefined) return own ?? needed;
  const securityContext = { ...needed.securityContext, ...own.securityContext };
  return { ...needed, ...own, ...(Object.keys(securityContext).length === 0 ? {} : { securityContext }) };
}

/** A name for a run of the Pipeline: `ci-run-x7k2p`, with the characters that Kubernetes generates. */
export function runName(pipeline: string, random: () => number = Math.random): string {
  const end = Array.from({ length: 5 }, () => SAFE[Math.floor(random() * SAFE.length)]).join('');
  return `${pipeline.slice(0, MAX_BASE)}-run-${end}`;
}

// k8s.io/apimachinery pkg/util/rand: no vowels, so that no words occur
const SAFE = 'bcdfghjklmnpqrstvwxz2456789';

/** What the rules report about a run. */
export interface RunProblems {
  /** Errors, and secrets in params: the run is not created. */
  readonly errors: readonly string[];
  readonly advice: readonly string[];
}

// keys of providers are refused, because the run would publish them to everyone who may list runs
const REFUSED: ReadonlySet<string> = new Set(['TW530']);
const ADVICE: ReadonlySet<string> = new Set(['TW534']);

/** Checks the run together with its Pipeline by the rules. */
export function problemsOfRun(run: PipelineRunManifest, pipeline: PipelineManifest): RunProblems {
  const sources = [
    { origin: 'run', text: JSON.stringify(run) },
    { origin: 'pipeline', text: JSON.stringify(withoutServerFields(pipeline)) },
  ];
  const external = ['Task/*', 'Pipeline/*', 'StepAction/*', 'ServiceAccount/*', 'Secret/*', 'ConfigMap/*', 'PersistentVolumeClaim/*'];
  const { documents } = checkSources(sources, { lint: true, external });
  const found = documents.filter(({ origin }) => origin === 'run').flatMap(({ diagnostics }) => diagnostics);
  const line = (one: (typeof found)[number]) => `${one.code} ${problemText(one)}`;
  return {
    errors: found.filter(({ code, severity }) => severity === 'error' || REFUSED.has(code)).map(line),
    advice: found.filter(({ code }) => ADVICE.has(code)).map(line),
  };
}

function withoutServerFields({ apiVersion, kind, metadata, spec }: PipelineManifest): object {
  return { apiVersion, kind, metadata: { name: metadata?.name, annotations: metadata?.annotations }, spec };
}
