import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { quoted } from '../diagnostics';
import { isPipelineTask, type PipelineTask } from '../pipeline';
import type { PipelineTaskSpec } from '../spec';
import type { PolicyVisitor } from './visitor';

type Excepted = IConstruct | PipelineTask;

/** What a policy does not change, and which of it occurred in the manifests. */
export class Exceptions {
  private readonly constructs: readonly IConstruct[];
  private readonly tasks: readonly PipelineTask[];
  private names: ReadonlyMap<string, IConstruct> | undefined;
  /** Constructs of manifests that were left out. */
  private readonly skipped = new Set<Excepted>();
  /** Constructs and pipeline tasks for which a pipeline task was left out. */
  private readonly skippedTasks = new Set<Excepted>();

  constructor(except: readonly Excepted[]) {
    this.tasks = except.filter((one): one is PipelineTask => isPipelineTask(one));
    this.constructs = except.filter((one): one is IConstruct => !isPipelineTask(one));
  }

  /** Whether the object with these paths, its own and those of its scopes, is excepted. */
  covers(paths: readonly string[]): boolean {
    const found = this.constructs.find(({ node }) => paths.includes(node.path));
    if (found !== undefined) this.skipped.add(found);
    return found !== undefined;
  }

  /** Whether a pipeline task of the construct, at the field, is excepted, or runs an excepted Task or Pipeline. */
  coversTask(task: PipelineTaskSpec, construct: IConstruct, field: string): boolean {
    const found = this.constructOf(task) ?? this.tasks.find((one) => one.name === task.name && isAt(one, construct, field));
    if (found !== undefined) this.skippedTasks.add(found);
    return found !== undefined;
  }

  /** Descriptions of what excepts nothing from the policy. */
  idle(visitor: PolicyVisitor): string[] {
    const changesObjects = Object.keys(visitor).some((key) => key !== 'name' && key !== 'pipelineTask');
    const isIdle = (one: IConstruct) => !this.skippedTasks.has(one) && !(this.skipped.has(one) && (changesObjects || hasTasks(one)));
    return [
      ...this.constructs.filter(isIdle).map(({ node }) => quoted(node.path)),
      ...this.tasks.filter((one) => !this.skippedTasks.has(one)).map(({ name }) => `task ${quoted(name)}`),
    ];
  }

  private constructOf({ taskRef, pipelineRef }: PipelineTaskSpec): IConstruct | undefined {
    const name = taskRef?.name ?? pipelineRef?.name;
    if (name === undefined || this.constructs.length === 0) return undefined;
    this.names ??= namesOf(this.constructs);
    const ownKind = pipelineRef === undefined ? 'Task' : 'Pipeline';
    return this.names.get(`${taskRef?.kind ?? ownKind} ${name}`);
  }
}

/** Whether pipeline tasks at the field of the construct belong to the pipeline of the task. */
function isAt({ pipeline }: PipelineTask, construct: IConstruct, field: string): boolean {
  if ('node' in pipeline) return pipeline === construct && !field.includes('pipelineSpec');
  return field.includes('pipelineSpec');
}

function hasTasks({ node }: IConstruct): boolean {
  return node.findAll().some((one) => ApiObject.isApiObject(one) && one.kind !== 'Task' && one.kind !== 'StepAction');
}

function namesOf(except: readonly IConstruct[]): ReadonlyMap<string, IConstruct> {
  const objects = except.flatMap((one) => one.node.findAll().flatMap((object) => (ApiObject.isApiObject(object) ? [{ one, object }] : [])));
  return new Map(objects.map(({ one, object: { kind, name } }) => [`${kind} ${name}`, one]));
}
