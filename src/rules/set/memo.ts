import { type Shell, tryReadShell } from '../../shell';
import { bytesOf } from '../notation/json-size';
import type { Document } from '../view/document';
import type { ObjectView } from '../view/object-view';
import type { PipelineView } from '../view/pipeline-view';
import { type TaskView, usesOfTask } from '../view/task-view';
import { items } from '../view/view';
import type { ReferenceView, Views } from '../view/views';
import { givenByAll } from './given-by-all';
import { givenByTask } from './given-by-task';
import { lineEndsOf } from './line-ends';
import type { Lookup } from './lookup';
import type { ContextOptions } from './options';
import { Order } from './order';
import { type RunResources, runResources } from './run-resources';
import { examineScripts, type ScriptComment } from './script-comments';

/** Facts that several rules need, computed once for each subject when a rule first asks for them. */
export class Memo {
  /** The order of the tasks of each pipeline. */
  readonly order: Order;
  private readonly steps = new Map<TaskView, ReadonlyMap<string, number>>();
  private readonly lasts = new Map<TaskView, ReadonlyMap<string, number>>();
  private given: ReadonlyMap<TaskView, ReadonlySet<string>> | undefined;
  private givenToAll: ReadonlyMap<Document, ReadonlySet<string>> | undefined;
  private resources: ReadonlyMap<TaskView, RunResources> | undefined;
  private references: Map<string, { readonly first: ReferenceView; readonly count: number }> | undefined;
  private readonly ends = new Map<TaskView, ReadonlyMap<string, string>>();
  private readonly sizes = new Map<ObjectView, number>();
  private readonly tolerant = new Map<PipelineView, boolean>();
  private readonly shells = new Map<string, Shell | undefined>();
  private comments: ReadonlyMap<string, readonly ScriptComment[]> | undefined;

  constructor(
    private readonly views: Views,
    private readonly options: Pick<ContextOptions, 'examineScripts'>,
  ) {
    this.order = new Order(views['pipeline-use']);
  }

  /** The index of each named step of a Task. */
  stepPlaces(task: TaskView): ReadonlyMap<string, number> {
    const known = this.steps.get(task);
    if (known !== undefined) return known;
    const places = new Map<string, number>();
    for (const { at, item } of items(task.spec.steps)) if (item.name) places.set(item.name, at);
    this.steps.set(task, places);
    return places;
  }

  /** The highest index at which a Task reads an item of each of its array params. */
  lastItems(task: TaskView): ReadonlyMap<string, number> {
    const known = this.lasts.get(task);
    if (known !== undefined) return known;
    const lasts = new Map<string, number>();
    for (const { variable } of usesOfTask(task)) {
      if (variable.kind !== 'param' || variable.index === undefined || variable.index === '*') continue;
      lasts.set(variable.name, Math.max(Number(variable.index), lasts.get(variable.name) ?? 0));
    }
    this.lasts.set(task, lasts);
    return lasts;
  }

  /** Parses the script; undefined when it is not a shell script, or has syntax that the reader does not support. */
  shell(script: string): Shell | undefined {
    if (!this.shells.has(script)) this.shells.set(script, tryReadShell(script));
    return this.shells.get(script);
  }

  /** Names of the params that pipeline tasks and runs among the manifests set for a Task, declared or not. */
  givenTo(task: TaskView, lookup: Lookup): ReadonlySet<string> {
    this.given ??= givenByTask(this.views, lookup);
    return this.given.get(task) ?? task.given;
  }

  /** Whether something among the manifests uses the Task, Pipeline or StepAction without setting the param. */
  isLeftOut(document: Document, param: string, lookup: Lookup): boolean {
    this.givenToAll ??= givenByAll(this.views, lookup);
    return this.givenToAll.get(document)?.has(param) === false;
  }

  /** Whether a task of the pipeline may fail without stopping the run. */
  toleratesFailures(pipeline: PipelineView): boolean {
    const known = this.tolerant.get(pipeline) ?? pipeline.tasks.some(({ spec }) => spec.onError === 'continue');
    this.tolerant.set(pipeline, known);
    return known;
  }

  /** What uses a Task among the manifests, and the resources that runs set for it. */
  resourcesFor(task: TaskView, lookup: Lookup): RunResources {
    this.resources ??= runResources(this.views, lookup);
    return this.resources.get(task) ?? { isInPipeline: false, runs: [] };
  }

  /** The first reference to the referenced object, and the number of references. */
  usesOf(reference: ReferenceView): { readonly first: ReferenceView; readonly count: number } {
    if (this.references === undefined) {
      this.references = new Map();
      for (const one of this.views.reference) {
        const key = referenceKey(one);
        const known = this.references.get(key);
        this.references.set(key, { first: known?.first ?? one, count: (known?.count ?? 0) + 1 });
      }
    }
    return this.references.get(referenceKey(reference)) ?? { first: reference, count: 1 };
  }

  /** The results that a Task writes with a trailing newline, by name, with the program that writes them. */
  lineEnds(task: TaskView): ReadonlyMap<string, string> {
    const known = this.ends.get(task);
    if (known !== undefined) return known;
    const found = lineEndsOf(task, (script) => this.shell(script));
    this.ends.set(task, found);
    return found;
  }

  /** The findings of shellcheck for a script. The first call examines all scripts at once. */
  commentsOn(script: string): readonly ScriptComment[] {
    const { examineScripts: examine } = this.options;
    if (examine === undefined) return [];
    this.comments ??= examineScripts(this.views.container, examine);
    return this.comments.get(script) ?? [];
  }

  /** The size of the object as JSON, in bytes. */
  sizeOf(object: ObjectView): number {
    const known = this.sizes.get(object);
    if (known !== undefined) return known;
    const size = bytesOf(object.document.manifest);
    this.sizes.set(object, size);
    return size;
  }
}

function referenceKey({ kind, namespace, ref }: ReferenceView): string {
  return `${kind}\n${namespace}\n${ref.name}\n${ref.resolver ?? ''}`;
}
