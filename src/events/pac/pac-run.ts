import { Construct } from 'constructs';
import type { Diagnostic } from '../../diagnostics';
import { wiringDiagnostic } from '../../pipeline';
import type { Manifest } from '../../spec';
import { TektonObject } from '../../synth';
import type { Event } from '../event';
import { type AnyEventRun, EventRun } from '../event-run';
import { selectionOf } from './annotations';
import { type Definitions, definitionOf } from './definitions';
import { mistakesIn, strayVariables, withVariables } from './variables';

interface Parts {
  readonly name: string;
  readonly event: Event;
  readonly run: AnyEventRun;
  /** Where the object is written: a chart of its own. */
  readonly chart: Construct;
  readonly definitions: Definitions;
  readonly namespace: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** The PipelineRun in `.tekton` for one event and one pipeline. */
export class PacRun extends Construct {
  readonly name: string;
  private readonly run: EventRun;

  constructor(
    scope: Construct,
    private readonly parts: Parts,
  ) {
    super(scope, parts.name);
    this.name = parts.name;
    const { event, chart, settings, run } = parts;
    this.run = new EventRun(this, this.name, event, run);
    const metadata = withVariables((run.metadata ?? {}) as NonNullable<Manifest['metadata']>, event);
    const annotations = { ...selectionOf(event).annotations, ...settings, ...(metadata.annotations as object) };
    const object = new TektonObject(chart, this.node.path.replaceAll('/', '--'), {
      apiVersion: 'tekton.dev/v1',
      kind: 'PipelineRun',
      // an explicit undefined prevents cdk8s from adding a name beside the generated one
      metadata: { generateName: `${this.name}-`, ...metadata, annotations, name: undefined, namespace: undefined },
      owner: this,
      spec: () => withVariables(this.spec(), event),
      wiringProblems: () => this.problems(),
      remoteObjects: () => this.run.content.remoteObjects(),
    });
    this.run.content.onChange(() => object.changed());
  }

  private spec(): object {
    const { definitions, namespace } = this.parts;
    const { pipelineRef: _, pipelineSpec: __, ...spec } = this.run.manifest().spec as Readonly<Record<string, unknown>>;
    return { ...definitionOf(this.run.run.pipeline, definitions, namespace), ...spec };
  }

  private problems(): Diagnostic[] {
    const { event, run } = this.parts;
    const report = (where: string, message: string) => wiringDiagnostic(this.node.path, 'TW637', where, message);
    const { mistake } = selectionOf(event);
    return [
      ...this.run.problems(),
      ...(mistake === undefined ? [] : [report(`on ${event.kind}`, mistake)]),
      ...(run.group === undefined
        ? []
        : [report('group', 'Pipelines-as-Code has its own order of runs; leave group out, and pass concurrency')]),
      ...(run.suffix === undefined ? [] : [report('suffix', 'Pipelines-as-Code cannot make a value fit into a name; leave suffix out')]),
      ...mistakesIn(this.run.manifest(), event).map((one) => report('params', one)),
      ...strayVariables(this.spec()).map((one) =>
        report('spec', `Pipelines-as-Code replaces "${one}" in the run, also in a script; write it in another way`),
      ),
    ];
  }
}
