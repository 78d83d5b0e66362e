import { type Shell, tryReadShell } from '../../shell';
import { bytesOf } from '../notation/json-size';
import type { ObjectView } from '../view/object-view';
import { type TaskView, usesOfTask } from '../view/task-view';
import { items } from '../view/view';
import type { Views } from '../view/views';
import type { ContextOptions } from './options';
import { Order } from './order';
import { examineScripts, type ScriptComment } from './script-comments';

/** Facts that several rules need, computed once for each subject when a rule first asks for them. */
export class Memo {
  /** Which tasks of a pipeline wait for which. */
  readonly order: Order;
  private readonly steps = new Map<TaskView, ReadonlyMap<string, number>>();
  private readonly lasts = new Map<TaskView, ReadonlyMap<string, number>>();
  private readonly sizes = new Map<ObjectView, number>();
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

  /** The script as a shell reads it; undefined when it is not a shell script, or has syntax that the reader does not follow. */
  shell(script: string): Shell | undefined {
    if (!this.shells.has(script)) this.shells.set(script, tryReadShell(script));
    return this.shells.get(script);
  }

  /** The comments of shellcheck on a script; the first call examines all scripts at once. */
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
