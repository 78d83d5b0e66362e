import type { IConstruct } from 'constructs';
import { TekwireError } from '../diagnostics';
import type {
  ContainerSpec,
  Manifest,
  Param,
  PipelineRunSpec,
  PipelineSpec,
  PipelineTaskSpec,
  PodTemplate,
  StepActionSpec,
  StepSpec,
  TaskRef,
  TaskRunSpec,
  TaskSpec,
  Volume,
} from '../spec';
import { changeItems, changePart, changeText, isPart } from './parts';
import type { PartLocation, PolicyVisitor, Visit } from './visitor';

const FAILED = 'TW286';
const changedKinds: ReadonlySet<string> = new Set(['Task', 'Pipeline', 'TaskRun', 'PipelineRun']);

interface TriggerTemplateSpec {
  readonly resourcetemplates?: readonly Manifest[];
}

/** Applies one policy to the manifest of one construct, outer parts before inner ones. */
export class Walk {
  constructor(
    private readonly policy: string,
    private readonly visitor: PolicyVisitor,
    private readonly construct: IConstruct,
    private readonly kind: string,
    private readonly isExcepted: (task: PipelineTaskSpec, field: string) => boolean,
  ) {}

  /** Applies the policy to a manifest, which may be embedded at `field` of another one. @throws Error when a handler throws or returns nothing */
  object(manifest: Manifest, field = ''): Manifest {
    this.refuseLegacy(manifest, field);
    const changed = this.give(this.visitor.object, manifest, field);
    if (!isPart(changed) || !isPart(changed.spec)) return changed;
    return changePart(changed, 'spec', (spec) => this.spec(String(manifest.kind), spec, field === '' ? 'spec' : `${field}.spec`));
  }

  private spec(kind: string, spec: unknown, field: string): unknown {
    if (kind === 'Task') return this.task(spec as TaskSpec, field);
    if (kind === 'StepAction') return this.stepAction(spec as StepActionSpec, field);
    if (kind === 'Pipeline') return this.pipeline(spec as PipelineSpec, field);
    if (kind === 'PipelineRun') return this.pipelineRun(spec as PipelineRunSpec, field);
    if (kind === 'TaskRun') return this.taskRun(spec as TaskRunSpec, field);
    return kind === 'TriggerTemplate' ? this.triggerTemplate(spec as TriggerTemplateSpec, field) : spec;
  }

  private triggerTemplate(spec: TriggerTemplateSpec, field: string): TriggerTemplateSpec {
    return changeItems(spec, 'resourcetemplates', (manifest, at) =>
      String(manifest.apiVersion).startsWith('tekton.dev/') ? this.object(manifest, `${field}.resourcetemplates[${at}]`) : manifest,
    );
  }

  /** Refuses v1beta1, whose specs differ from those of v1 that policies expect. @throws Error */
  private refuseLegacy({ apiVersion, kind }: Manifest, field: string): void {
    const hasParts = Object.keys(this.visitor).some((key) => key !== 'name' && key !== 'object');
    if (!hasParts || apiVersion !== 'tekton.dev/v1beta1' || !changedKinds.has(String(kind))) return;
    throw this.failure(field, `cannot change a ${kind} of "${apiVersion}"; convert it to tekton.dev/v1, or exclude it: { except: [it] }`);
  }

  private task<T extends Partial<TaskSpec>>(spec: T, field: string): T {
    const task = this.give(this.visitor.task, spec as TaskSpec, field);
    if (!isPart(task)) return task as Partial<TaskSpec> as T;
    const templated = changePart(task, 'stepTemplate', (part) => {
      const at = `${field}.stepTemplate`;
      return this.images(this.give(this.visitor.stepTemplate, part, at), at);
    });
    const { stepTemplate } = templated;
    const stepped = changeItems(templated, 'steps', (step, at) => this.step(step, `${field}.steps[${at}]`, stepTemplate));
    const whole = changeItems(stepped, 'sidecars', (sidecar, at) => {
      const location = `${field}.sidecars[${at}]`;
      return this.images(this.give(this.visitor.sidecar, sidecar, location), location);
    });
    return this.volumes(whole, field) as Partial<TaskSpec> as T;
  }

  private step(step: StepSpec, field: string, stepTemplate: ContainerSpec | undefined): StepSpec {
    const changed = this.give(this.visitor.step, step, field, stepTemplate && { stepTemplate });
    return this.reference(this.images(changed, field), 'ref', field);
  }

  private stepAction(spec: StepActionSpec, field: string): StepActionSpec {
    return this.images(this.give(this.visitor.stepAction, spec, field), field);
  }

  private pipeline(spec: PipelineSpec, field: string): PipelineSpec {
    const given = this.give(this.visitor.pipeline, spec, field);
    if (!isPart(given)) return given;
    const tasks = changeItems(given, 'tasks', (task, at) => this.pipelineTask(task, `${field}.tasks[${at}]`));
    return changeItems(tasks, 'finally', (task, at) => this.pipelineTask(task, `${field}.finally[${at}]`));
  }

  private pipelineTask(task: PipelineTaskSpec, field: string): PipelineTaskSpec {
    if (isPart(task) && this.isExcepted(task, field)) return task;
    const given = this.give(this.visitor.pipelineTask, task, field);
    if (!isPart(given)) return given;
    const referring = this.reference(this.reference(given, 'taskRef', field), 'pipelineRef', field);
    // with an apiVersion it belongs to the controller of a custom task
    const tasked = changePart(referring, 'taskSpec', (spec) =>
      spec.apiVersion === undefined ? this.task(spec, `${field}.taskSpec`) : spec,
    );
    return changePart(tasked, 'pipelineSpec', (spec) => this.pipeline(spec, `${field}.pipelineSpec`));
  }

  private pipelineRun(spec: PipelineRunSpec, at: string): PipelineRunSpec {
    const given = this.give(this.visitor.pipelineRun, spec, at);
    if (!isPart(given)) return given;
    const embedded = changePart(this.reference(given, 'pipelineRef', at), 'pipelineSpec', (part) =>
      this.pipeline(part, `${at}.pipelineSpec`),
    );
    const { taskRunTemplate = {} } = embedded;
    const template = this.podTemplate(taskRunTemplate, `${at}.taskRunTemplate`);
    const run = template === taskRunTemplate ? embedded : { ...embedded, taskRunTemplate: template };
    return changeItems(run, 'taskRunSpecs', (one, index) => {
      const field = `${at}.taskRunSpecs[${index}].podTemplate`;
      return changePart(one, 'podTemplate', (part) => this.pod(part, field, true));
    });
  }

  private taskRun(spec: TaskRunSpec, at: string): TaskRunSpec {
    const given = this.give(this.visitor.taskRun, spec, at);
    if (!isPart(given)) return given;
    const embedded = changePart(this.reference(given, 'taskRef', at), 'taskSpec', (part) => this.task(part, `${at}.taskSpec`));
    return this.podTemplate(embedded, at);
  }

  private podTemplate<T extends { readonly podTemplate?: PodTemplate }>(run: T, field: string): T {
    const { podTemplate = {} } = run;
    if (!isPart(run) || !isPart(podTemplate)) return run;
    const changed = this.pod(podTemplate, `${field}.podTemplate`, false);
    const isNone = run.podTemplate === undefined && isPart(changed) && Object.values(changed).every((value) => value === undefined);
    return changed === podTemplate || isNone ? run : { ...run, podTemplate: changed };
  }

  private pod(template: PodTemplate, field: string, isOfOneTask: boolean): PodTemplate {
    return this.volumes(this.give(this.visitor.podTemplate, template, field, { isOfOneTask }), field);
  }

  private images<T extends { readonly image?: string }>(container: T, field: string): T {
    return isPart(container) ? changeText(container, 'image', (image) => this.image(image, `${field}.image`)) : container;
  }

  private volumes<T extends { readonly volumes?: readonly Volume[] }>(part: T, field: string): T {
    if (!isPart(part)) return part;
    return changeItems(part as { readonly volumes?: readonly Volume[] }, 'volumes', (volume, at) => {
      const location = `${field}.volumes[${at}].image.reference`;
      return changePart(volume, 'image', (source) => changeText(source, 'reference', (image) => this.image(image, location)));
    }) as T;
  }

  /** Changes the bundle of a bundle resolver: it is an image too, so it needs the same mirror. */
  private reference<K extends string, T extends { readonly [k in K]?: TaskRef }>(part: T, key: K, field: string): T {
    if (!isPart(part)) return part;
    return changePart(part, key, (ref) => {
      const from: TaskRef = ref;
      if (from.resolver !== 'bundles') return ref;
      return changeItems(from, 'params', (one, at) => this.bundle(one, `${field}.${key}.params[${at}].value`)) as T[K];
    });
  }

  private bundle(param: Param, field: string): Param {
    return param.name === 'bundle' ? changeText(param, 'value', (image) => this.image(image, field)) : param;
  }

  private image(image: string, field: string): string {
    return image === '' || image.includes('$(') ? image : this.give(this.visitor.image, image, field);
  }

  private give<T, P extends PartLocation>(visit: Visit<T, P> | undefined, part: T, field: string, more?: Omit<P, keyof PartLocation>): T {
    if (visit === undefined) return part;
    const changed = this.call(visit, part, { construct: this.construct, kind: this.kind, field, ...more } as P);
    if (changed !== undefined) return changed;
    throw this.failure(field, 'returned nothing; return the part itself when nothing changes');
  }

  private call<T, P extends PartLocation>(visit: Visit<T, P>, part: T, location: P): T | undefined {
    try {
      return visit.call(this.visitor, part, location);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw this.failure(location.field, `failed: ${message}`, error);
    }
  }

  private failure(field: string, what: string, cause?: unknown): TekwireError {
    const name = `policy "${this.policy}"`;
    const message = `${name} at ${this.construct.node.path}${field === '' ? '' : ` ${field}`} ${what}`;
    return new TekwireError(message, { code: FAILED, where: field.replace(/^spec\./, ''), problem: `${name} ${what}`, cause });
  }
}
