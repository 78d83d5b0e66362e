import type { IConstruct } from 'constructs';
import { quoted } from '../diagnostics';
import type { Problem } from './wiring';

/** A Task or Pipeline that a pipeline or run uses. A construct belongs to an app; an embedded pipeline has tasks of its own. */
interface Used extends Partial<Pick<IConstruct, 'node'>> {
  readonly name?: string;
  readonly tasks?: readonly { readonly name: string; readonly task: object }[];
}

/** Returns errors for Tasks and Pipelines of another App: they are not written with this one. `where` is the path of the use. */
export function foreignTasks(root: IConstruct, task: object, where: string): Problem[] {
  const { node, name, tasks = [] } = task as Used;
  if (node === undefined) return tasks.flatMap((one) => foreignTasks(root, one.task, `${where}/${one.name}`));
  if (node.root === root) return [];
  const shown = quoted(name ?? node.path);
  const message = `${shown} belongs to another App, which this App does not write; create it in this App, or refer to it with fromCluster(${shown}, it.surface) if it is in the cluster`;
  return [['TW283', where, message]];
}
