import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import type { Diagnostic } from '../diagnostics';
import type { Document } from '../rules';
import type { PipelineSpec, PipelineTaskSpec, TaskSpec } from '../spec';

/** An object of the app, and the construct that the program created. */
interface Made extends Document {
  readonly place: IConstruct;
  /** Whether it was created with a construct of this package. */
  readonly isOwn: boolean;
}

const included = new WeakSet<object>();

/** Notes that another object repeats the content of the construct, which is therefore used. */
export function noteIncluded(construct: object): void {
  included.add(construct);
}

/**
 * Returns warnings for Tasks that no pipeline or run of the app uses, in a Chart that has pipelines, and for StepActions that no step uses, in
 * a Chart whose Tasks use others. A Chart that only has Tasks is a catalogue, whose users are elsewhere.
 */
export function unusedObjects(objects: readonly Made[]): Diagnostic[] {
  if (!objects.some(({ manifest: { kind }, isOwn }) => isOwn && (kind === 'Task' || kind === 'StepAction'))) return [];
  const users = new Users();
  for (const { manifest, place } of objects) users.read(manifest, place);
  if (users.isOpen) return [];
  return objects.flatMap(({ manifest, origin, place, isOwn }) => {
    const { kind, metadata } = manifest;
    if (!isOwn || (kind !== 'Task' && kind !== 'StepAction') || included.has(place) || users.has(kind, metadata?.name)) return [];
    return users.isChartWithUsers(kind, place) ? [warning(kind, origin)] : [];
  });
}

function warning(kind: 'Task' | 'StepAction', origin: string): Diagnostic {
  const [users, way] = kind === 'Task' ? ['pipeline or run', 'add it to a pipeline'] : ['step', 'refer to it in a step'];
  const message = `no ${users} of the app uses this ${kind}; ${way}, remove it, or move it to a Chart of its own if its users are elsewhere`;
  return { code: 'TW282', severity: 'warning', origin, index: 0, field: [], where: '', message };
}

interface Reference {
  readonly name?: string;
  readonly resolver?: string;
  readonly params?: readonly { readonly value?: unknown }[];
}

/** The names that the objects of an app refer to. */
class Users {
  /** Whether a name is known only in the run, so that it could be any. */
  isOpen = false;
  private readonly names = new Set<string>();
  private readonly charts = { Task: new Set<IConstruct>(), StepAction: new Set<IConstruct>() };

  has(kind: string, name: string | undefined): boolean {
    return this.names.has(`${kind} ${name}`);
  }

  isChartWithUsers(kind: 'Task' | 'StepAction', place: IConstruct): boolean {
    return this.charts[kind].has(Chart.of(place));
  }

  read({ kind, spec }: Document['manifest'], place: IConstruct): void {
    if (typeof spec !== 'object' || spec === null) return;
    if (kind === 'Task') this.task(spec as TaskSpec, place);
    else if (kind === 'Pipeline') {
      this.charts.Task.add(Chart.of(place));
      this.pipeline(spec as PipelineSpec, place);
    } else if (kind !== 'StepAction') this.other(spec, place);
  }

  private task({ steps }: Partial<TaskSpec>, place: IConstruct): void {
    if (!Array.isArray(steps)) return;
    for (const step of steps) {
      if (step?.ref === undefined) continue;
      this.charts.StepAction.add(Chart.of(place));
      this.note('StepAction', step.ref);
    }
  }

  private pipeline({ tasks, finally: last }: Partial<PipelineSpec>, place: IConstruct): void {
    for (const list of [tasks, last]) if (Array.isArray(list)) for (const task of list) if (task) this.pipelineTask(task, place);
  }

  private pipelineTask({ taskRef, taskSpec, pipelineSpec }: PipelineTaskSpec, place: IConstruct): void {
    if (taskRef) this.note('Task', taskRef);
    if (taskSpec) this.task(taskSpec, place);
    if (pipelineSpec) this.pipeline(pipelineSpec, place);
  }

  /** A run, a TriggerTemplate, or an object of another kind: its references are in these fields at any depth. */
  private other(part: unknown, place: IConstruct): void {
    if (typeof part !== 'object' || part === null) return;
    const { taskRef, ref, steps, tasks } = part as Record<string, unknown>;
    if (taskRef) this.note('Task', taskRef);
    if (ref) this.note('StepAction', ref);
    if (Array.isArray(steps)) this.task(part as TaskSpec, place);
    if (Array.isArray(tasks)) this.pipeline(part as PipelineSpec, place);
    for (const inner of Object.values(part)) this.other(inner, place);
  }

  private note(kind: 'Task' | 'StepAction', reference: unknown): void {
    if (typeof reference !== 'object' || reference === null) return;
    const { name, params = [] } = reference as Reference;
    const named = Array.isArray(params) ? params.map((one) => one?.value) : [];
    for (const one of [name, ...named]) {
      if (typeof one !== 'string') continue;
      if (one.includes('$(')) this.isOpen = true;
      this.names.add(`${kind} ${one}`);
    }
  }
}
