import type { Manifest, StepSpec } from '../spec';
import { containersOf, valuesNameOf } from './chart-values';
import { yamlOf } from './yaml-text';

/** An expression that replaces a value: a line of YAML whose value is the token becomes what `print` returns. */
interface Token {
  readonly print: (indent: string, key: string) => string;
}

// no YAML needs quotes for it, and no manifest has it
const MARK = 'tekwire--token--';
const STANDARD_LABELS = ['helm.sh/chart', 'app.kubernetes.io/instance', 'app.kubernetes.io/managed-by', 'app.kubernetes.io/version'];

/** YAML in which Helm finds no template: every `{{` of scripts and texts is printed by a template of its own. */
export function escaped(yaml: string): string {
  return yaml.replaceAll('{{', '{{ "{{" }}');
}

/** The template of an object of a chart: what differs between clusters is read from the values. */
export function templateOf(chart: string, manifest: Manifest): string {
  const tokens: Token[] = [];
  const token = (print: Token['print']) => `${MARK}${tokens.push({ print }) - 1}`;
  const text = escaped(yamlOf(withTokens(chart, manifest, token)));
  return text.replace(new RegExp(`^( *(?:- )?)([\\w-]+): ${MARK}(\\d+)$`, 'gm'), (_, lead: string, key: string, at: string) => {
    const indent = lead.replace('-', ' ');
    return (tokens[Number(at)] as Token).print(indent, lead === indent ? `${indent}${key}` : `${lead}${key}`);
  });
}

type MakeToken = (print: Token['print']) => string;

function withTokens(chart: string, manifest: Manifest, token: MakeToken): unknown {
  const { apiVersion, kind, metadata = {}, ...rest } = manifest;
  const { labels = {}, annotations = {}, ...others } = metadata;
  const own = Object.fromEntries(Object.entries(labels).filter(([key]) => !STANDARD_LABELS.includes(key)));
  const more = kind === 'ServiceAccount' ? '$.Values.serviceAccount.annotations' : 'dict';
  const parts = {
    ...others,
    labels: token(
      (indent, key) =>
        `${key}:\n${indent}  {{- include "${chart}.labels" (dict "root" $ "own" ${dictOf(own)}) | nindent ${indent.length + 2} }}`,
    ),
    annotations: token(
      (indent, key) =>
        `${indent}{{- with include "${chart}.annotations" (dict "root" $ "own" ${dictOf(annotations)} "more" (${more})) }}\n${key}:\n${indent}  {{- . | nindent ${indent.length + 2} }}\n${indent}{{- end }}`,
    ),
  };
  return { apiVersion, kind, metadata: parts, ...bodyOf(chart, manifest, rest, token) };
}

function bodyOf(chart: string, manifest: Manifest, rest: Readonly<Record<string, unknown>>, token: MakeToken): object {
  const { kind } = manifest;
  if (kind === 'Task') return { ...rest, spec: taskSpec(chart, manifest, token) };
  if (kind === 'StepAction') return { ...rest, spec: { ...(rest.spec as object), ...imageOf(chart, manifest, 'action', token) } };
  if (kind === 'ServiceAccount') return { ...rest, imagePullSecrets: pullSecrets(rest.imagePullSecrets, token) };
  if (kind === 'TriggerTemplate') return { ...rest, spec: triggerSpec(chart, rest.spec, token) };
  return rest;
}

type AnyContainer = Pick<StepSpec, 'name' | 'computeResources'>;

function taskSpec(chart: string, manifest: Manifest, token: MakeToken): object {
  const spec = manifest.spec as { steps?: readonly StepSpec[]; sidecars?: readonly AnyContainer[]; stepTemplate?: AnyContainer };
  const map = (container: AnyContainer, name: string) => {
    const { computeResources: _, ...others } = container;
    return { ...others, ...imageOf(chart, manifest, name, token), computeResources: resourcesOf(manifest, name, token) };
  };
  const { steps, sidecars, stepTemplate } = spec;
  return {
    ...spec,
    ...(stepTemplate === undefined ? {} : { stepTemplate: { ...stepTemplate, ...imageOf(chart, manifest, 'stepTemplate', token) } }),
    ...(steps === undefined ? {} : { steps: steps.map((step, at) => map(step, valuesNameOf(steps, at))) }),
    ...(sidecars === undefined ? {} : { sidecars: sidecars.map((one) => map(one, one.name ?? 'sidecar')) }),
  };
}

function imageOf(chart: string, manifest: Manifest, container: string, token: MakeToken): object {
  if (containersOf(manifest).get(container)?.image === undefined) return {};
  const value = `index $.Values.images ${JSON.stringify(manifest.metadata?.name)} ${JSON.stringify(container)}`;
  return { image: token((_, key) => `${key}: {{ include "${chart}.image" (dict "root" $ "image" (${value})) | quote }}`) };
}

function resourcesOf({ metadata }: Manifest, container: string, token: MakeToken): string {
  const value = `index $.Values.resources ${JSON.stringify(metadata?.name)} ${JSON.stringify(container)}`;
  return token((indent, key) => `${indent}{{- with ${value} }}\n${key}: {{ toJson . }}\n${indent}{{- end }}`);
}

function pullSecrets(own: unknown, token: MakeToken): string {
  const list = `concat (list ${((own ?? []) as readonly { readonly name?: string }[]).map((one) => dictOf(one)).join(' ')}) $.Values.serviceAccount.imagePullSecrets`;
  return token((indent, key) => `${indent}{{- with ${list} }}\n${key}: {{ toJson . }}\n${indent}{{- end }}`);
}

function triggerSpec(chart: string, spec: unknown, token: MakeToken): object {
  const { resourcetemplates = [] } = spec as { resourcetemplates?: readonly Manifest[] };
  return {
    ...(spec as object),
    resourcetemplates: resourcetemplates.map((run) => {
      if (run.kind !== 'PipelineRun') return run;
      const { taskRunTemplate = {}, ...others } = run.spec as { readonly taskRunTemplate?: object };
      const own = `(fromJson ${literal(JSON.stringify(taskRunTemplate))})`;
      const print: Token['print'] = (_, key) => `${key}: {{ include "${chart}.taskRunTemplate" (dict "root" $ "own" ${own}) }}`;
      return { ...run, spec: { ...others, taskRunTemplate: token(print) } };
    }),
  };
}

function dictOf(record: Readonly<Record<string, unknown>>): string {
  return `(dict${Object.entries(record)
    .map(([key, value]) => ` ${literal(key)} ${literal(String(value))}`)
    .join('')})`;
}

/** A string of Go templates. JSON strings are strings of Go, too. */
function literal(text: string): string {
  return JSON.stringify(text);
}
