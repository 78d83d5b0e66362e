import type { ApiObjectMetadata } from 'cdk8s';
import { Construct } from 'constructs';
import { type Diagnostic, quoted } from '../diagnostics';
import { type PipelineWorkspaces, wiringDiagnostic } from '../pipeline';
import { targetsOf } from '../refs';
import { type AnyRunProps, checkedPipelineRun, RunContent } from '../run';
import type { Manifest } from '../spec';
import { adoptMistakes, demandForm, type Form, isRecord, known, refuse, reportName, stringForm, withoutRefused } from '../synth';
import type { ParamDeclarations } from '../task';
import type { Event, Trust } from './event';
import { isOfEvent, isSlug, type Slug, valuesOf } from './field';
import type { RunOf } from './run-props';
import { generatedRun } from './template';
import { exposuresOf } from './untrusted';

/** Options of a run, without the types of its event and pipeline. */
export type AnyEventRun = AnyRunProps & {
  readonly name?: string;
  readonly suffix?: Slug;
  readonly group?: Slug;
  readonly allowSecrets?: string;
};

/** The options of a run or their function, whatever its event and pipeline. */
export type AnyRunOf = RunOf<string, ParamDeclarations, PipelineWorkspaces, Trust>;

/** The run that the second argument of `on` describes, with the values of the event; reports mistakes for the owner. @throws TekwireError when `event` is not an event */
export function readRun(owner: Construct, event: Event, run: AnyRunOf): AnyEventRun {
  if (typeof event?.kind !== 'string') refuse(owner, 'on', event, 'an event, such as github.push({ secret })');
  const where = `on ${event.kind} `;
  adoptMistakes(owner, where, event);
  const values = valuesOf(event, (problem) => reportName(owner, 'TW630', where.trim(), problem));
  const given: unknown = typeof run === 'function' ? run(values) : run;
  // a construct, such as the Pipeline itself, has none of the options
  const props = isRecord(given) && !Construct.isConstruct(given) ? given : refuse(owner, where.trim(), given, RUN);
  return withoutRefused(owner, known('EventRunProps', props, owner, { where }) as unknown as AnyEventRun, (key, value) => {
    const form = TEXTS.get(key);
    if (form !== undefined && value !== undefined) demandForm(owner, `${where}${key}`, value, form);
  });
}

const RUN =
  'an object such as { pipeline: ci, params: { url: event.url } }, or a function that returns one; put parentheses around it: () => ({ pipeline: ci })';
const TEXTS: ReadonlyMap<string, Form> = new Map([
  ['name', stringForm("'web-push'")],
  ['allowSecrets', stringForm("'the token may only read a public registry'")],
]);

/** The label that `Turn` reads. */
const GROUP = 'tekwire.dev/group';

/** The run that an event starts, for every back end. */
export class EventRun {
  readonly content: RunContent;
  readonly run: AnyEventRun;

  constructor(
    private readonly owner: Construct,
    private readonly name: string,
    readonly event: Event,
    run: AnyEventRun,
  ) {
    this.run = checkedPipelineRun(owner, run);
    this.content = new RunContent(owner, this.run, () => this.fieldsOfEvent());
  }

  /** The manifest, in which values of the event are params of a TriggerTemplate. */
  manifest(): Manifest {
    const { pipeline, suffix, group, metadata } = this.run;
    const start = pipeline.name || this.name;
    const labels = group === undefined ? {} : { labels: { ...metadata?.labels, [GROUP]: group } };
    return generatedRun(
      suffix === undefined ? `${start}-` : `${start}-${suffix}-`,
      { ...metadata, ...labels } as ApiObjectMetadata,
      this.content.spec(),
    );
  }

  /** Required params that the run does not set get the field of the event with their name. */
  private fieldsOfEvent(): Readonly<Record<string, unknown>> {
    const { pipeline, params, liftedParams } = this.run;
    const given = new Set([...Object.keys(params ?? {}), ...Object.keys(liftedParams ?? {})]);
    const names = requiredParams(pipeline).filter((name) => !given.has(name) && Object.hasOwn(this.event.fields, name));
    return Object.fromEntries(names.map((name) => [name, `$(tt.params.${name})`]));
  }

  /** Errors that only the constructs can find. */
  problems(): Diagnostic[] {
    const path = this.owner.node.path;
    const { params, liftedParams, metadata, suffix, group } = this.run;
    const report = (code: string, where: string, message: string) => wiringDiagnostic(path, code, where, message);
    const labels = Object.entries((metadata?.labels ?? {}) as Readonly<Record<string, unknown>>);
    return [
      ...this.content.problems(),
      ...targetsOf({ params, liftedParams, metadata, suffix, group })
        .filter((target) => !isOfEvent(target, this.event))
        .map(({ body }) => report('TW630', 'params', `"$(${body})" is not a value of this event; use the argument of the function`)),
      ...labels
        .filter(([, value]) => typeof value === 'object' && !isSlug(value))
        .map(([key]) =>
          report('TW633', `metadata.labels.${key}`, `label ${quoted(key)} holds a value of the event; make it safe: slug(event.x)`),
        ),
      ...(suffix !== undefined && !isSlug(suffix)
        ? [report('TW633', 'suffix', 'the name of a run holds a value of the event; make it safe: slug(event.x)')]
        : []),
      ...(group !== undefined && !isSlug(group)
        ? [report('TW633', 'group', 'a label of the run holds a value of the event; make it safe: slug(event.x)')]
        : []),
      ...this.exposures().map(({ where, message }) =>
        report('TW631', where, `${message}, and the run is for code of strangers; give it none, or say why in allowSecrets`),
      ),
    ];
  }

  private exposures() {
    const { allowSecrets, pipeline } = this.run;
    if (this.event.trust === 'trusted' || (allowSecrets !== undefined && allowSecrets.trim() !== '')) return [];
    return exposuresOf(this.content.spec(), pipeline);
  }
}

/** The params of the pipeline without a default, lifted ones included. */
function requiredParams(pipeline: object): string[] {
  const { spec, pipelineSpec, surface } = pipeline as {
    readonly spec?: Specified;
    readonly pipelineSpec?: Specified;
    readonly surface?: { readonly params?: Readonly<Record<string, { readonly isOptional?: boolean; readonly type?: string }>> };
  };
  const known = spec ?? pipelineSpec;
  if (known !== undefined)
    return (known.params ?? []).flatMap(({ name, type = 'string', default: value }) =>
      value === undefined && type === 'string' ? [name] : [],
    );
  return Object.entries(surface?.params ?? {}).flatMap(([name, { isOptional, type }]) => (isOptional || type !== 'string' ? [] : [name]));
}

interface Specified {
  readonly params?: readonly { readonly name: string; readonly type?: string; readonly default?: unknown }[];
}
