import { Construct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import type { Manifest } from '../spec';
import { adoptWithin, TektonObject } from '../synth';
import type { Event } from './event';
import { type AnyEventRun, EventRun } from './event-run';
import { EVENT_ID } from './field';
import { bindingSpec, interceptorsOf, paramsOf, type TemplateParam, templateSpec } from './template';

export const TRIGGERS_V1BETA1 = 'triggers.tekton.dev/v1beta1';

interface Parts {
  readonly name: string;
  readonly event: Event;
  readonly run: AnyEventRun;
}

const BECAUSE = 'tekwire.dev/because';

/** The Trigger, TriggerBinding and TriggerTemplate of one event and one pipeline. */
export class EventTrigger extends Construct {
  readonly name: string;
  private readonly run: EventRun;
  private readonly event: Event;

  constructor(scope: Construct, { name, event, run }: Parts) {
    super(scope, name);
    this.name = name;
    this.event = event;
    adoptWithin(this, 'metadata', run.metadata);
    this.run = new EventRun(this, name, event, run);
    const { because } = event.origin ?? {};
    const annotations = (reason: string | undefined) => (reason === undefined ? {} : { annotations: { [BECAUSE]: reason } });
    const trigger = this.emit('Trigger', annotations(because && `TW632: ${because}`), () => ({
      interceptors: interceptorsOf(event, this.params()),
      bindings: [{ kind: 'TriggerBinding', ref: name }],
      template: { ref: name },
    }));
    const binding = this.emit('TriggerBinding', {}, () => bindingSpec(this.params()));
    const allowed = this.run.run.allowSecrets;
    const template = this.emit(
      'TriggerTemplate',
      annotations(allowed && `TW631: ${allowed}`),
      () => templateSpec(this.params(), [this.generated()]),
      {
        wiringProblems: () => this.run.problems(),
      },
    );
    this.run.content.onChange(() => {
      for (const one of [trigger, template, binding]) one.changed();
    });
  }

  /** The values of the event that the run uses. */
  params(): readonly TemplateParam[] {
    const used = paramsOf(this.event, [this.run.manifest()]);
    return used.length > 0 ? used : paramsOf(this.event, [useOf(EVENT_ID)]);
  }

  private emit(
    kind: string,
    metadata: object,
    spec: () => unknown,
    more: { wiringProblems?: () => readonly Diagnostic[] } = {},
  ): TektonObject {
    return new TektonObject(this, kind, {
      apiVersion: TRIGGERS_V1BETA1,
      kind,
      metadata: { name: this.name, ...metadata },
      spec,
      // each message once: the construct of the user stands for one object
      owner: kind === 'TriggerTemplate' ? this : undefined,
      remoteObjects: kind === 'TriggerTemplate' ? () => this.run.content.remoteObjects() : undefined,
      ...more,
    });
  }

  private generated(): Manifest {
    const run = this.run.manifest();
    if (paramsOf(this.event, [run]).length > 0) return run;
    // a TriggerBinding must have params, so the run gets the id of the event
    const annotations = { ...run.metadata?.annotations, [`tekwire.dev/${EVENT_ID}`]: useOf(EVENT_ID) };
    return { ...run, metadata: { ...run.metadata, annotations } } as Manifest;
  }
}

/** The use of a param of the template. */
function useOf(name: string): string {
  return `$(tt.params.${name})`;
}
