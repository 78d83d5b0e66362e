import { App, Chart, Duration, Size } from 'cdk8s';
import { type Condition, Pipeline, PipelineRun, type PipelineTask, Workspace, type WorkspaceRef, workspace } from 'tekwire';
import type { Choices } from './random-choices';
import { type AnyTask, randomParams, randomTask } from './random-task';
import { Pool, randomArgument, randomText, type Sourced } from './random-values';

/** A program made by chance: what it emits, and who must wait for whom. */
export interface RandomPipeline {
  readonly app: App;
  readonly pipeline: Pipeline;
  /** Pairs `from to` of a task and one that uses something of it, noted while the program was made; sorted. */
  readonly intended: readonly string[];
}

/** A directory with the task that left it so, and the tasks that its path is made of. */
interface Directory extends Sourced<WorkspaceRef> {
  readonly path: readonly string[];
  readonly isOptional: boolean;
}
interface Bound {
  readonly directory: Directory;
  readonly ref: WorkspaceRef;
  readonly path: readonly string[];
}
interface Bindings extends Sourced<Record<string, WorkspaceRef>> {
  readonly bound: readonly (readonly [string, Bound])[];
}

/** A pipeline that uses all that tasks can be given, made with the public API alone. */
export function randomPipeline(choices: Choices): RandomPipeline {
  const app = new App();
  const chart = new Chart(app, 'chart', { labels: { team: 'a' } });
  return new Maker(choices, chart).make(app);
}

class Maker {
  private readonly tasks: readonly AnyTask[];
  private readonly pipeline: Pipeline<ReturnType<typeof randomParams>, Record<string, ReturnType<typeof workspace> | Workspace>>;
  private readonly pool = new Pool();
  private readonly directories: Directory[] = [];
  private readonly added: PipelineTask[] = [];
  private readonly intended = new Set<string>();

  constructor(
    private readonly choices: Choices,
    private readonly chart: Chart,
  ) {
    this.tasks = choices.list(1, 4, (i) => randomTask(choices, chart, `task-${i}`));
    const params = randomParams(choices, 'p', 4);
    const workspaces = this.randomWorkspaces();
    this.pipeline = new Pipeline(chart, 'pipeline', { params, workspaces });
    this.pool.offer(params, this.pipeline.params, []);
    for (const [name, value] of Object.entries(this.pipeline.workspaces)) {
      this.directories.push({ value, from: [], path: [], isOptional: name.startsWith('optional') });
    }
  }

  make(app: App): RandomPipeline {
    this.choices.list(1, 10, (i) => this.add(i));
    this.addResults();
    this.choices.list(0, 3, (i) => this.addFinal(i));
    new PipelineRun(this.chart, 'run', { pipeline: this.pipeline, ...this.runArguments() });
    return { app, pipeline: this.pipeline as unknown as Pipeline, intended: [...this.intended].sort() };
  }

  private randomWorkspaces() {
    const { choices } = this;
    const source = () => choices.oneOf([Workspace.secret('a'), Workspace.configMap('a'), Workspace.secret('a').sub('deep'), workspace()]);
    const needed = choices.list(1, 2, (i) => [`needed-${i}`, source()] as const);
    const claim = ['claim', Workspace.claim({ size: Size.gibibytes(1) })] as const;
    const optional = ['optional', workspace({ optional: true })] as const;
    return Object.fromEntries([...needed, claim, optional]);
  }

  private add(index: number): void {
    const { choices } = this;
    const task = choices.oneOf(this.tasks);
    const name = choices.oneOf([`t-${index}`, `${index}x`, `t${index}`.padEnd(63, 'y')]);
    const shared = this.sharedArguments(task);
    const after = choices.someOf(this.added, 2);
    const workspaces = this.bind(task);
    const added = this.pipeline.add(task, { name, ...shared.value, workspaces: workspaces.value, after } as never) as PipelineTask;
    for (const from of [...shared.from, ...workspaces.from, ...after.map((before) => before.name)]) {
      this.intended.add(`${from} ${name}`);
    }
    this.pool.offer(task.surface.results, added.results, [name]);
    for (const [key, { directory, path }] of workspaces.bound) {
      if (!directory.isOptional)
        this.directories.push({ value: added.workspaces[key] as WorkspaceRef, from: [name], path, isOptional: false });
    }
    this.added.push(added);
  }

  private addFinal(index: number): void {
    const { choices } = this;
    const task = choices.oneOf(this.tasks);
    const { value } = this.sharedArguments(task);
    const status = choices.oneOf([
      this.pipeline.status.in('Succeeded', 'Completed'),
      choices.oneOf(this.added).status.in('Succeeded', 'Failed'),
      choices.oneOf(this.added).reason.in('Succeeded', 'Completed'),
    ]);
    const when = choices.isChosen() ? [status, ...((value.when as Condition[] | undefined) ?? [])] : [];
    this.pipeline.finally(task, { ...value, name: `final-${index}`, when, workspaces: this.bind(task).value } as never);
  }

  /** What tasks can be given in `tasks` and in `finally` alike. */
  private sharedArguments(task: AnyTask): Sourced<Record<string, unknown>> {
    const { choices, pool } = this;
    const given = Object.entries(task.surface.params).filter(([, { isOptional }]) => !isOptional || choices.isChosen());
    const params = given.map(([name, declared]) => [name, randomArgument(choices, pool, declared)] as const);
    const conditions = choices.list(0, 2, () => this.randomCondition()).flat();
    const displayName = choices.isChosen() ? randomText(choices, pool) : { value: undefined, from: [] };
    const value = {
      params: Object.fromEntries(params.map(([name, argument]) => [name, argument.value])),
      when: conditions.map((condition) => condition.value),
      displayName: displayName.value,
      ...choices.oneOf([{}, { retries: 2 }, { onError: 'continue' }, { timeout: Duration.minutes(90) }, { description: 'x' }]),
    };
    const sources = [...params.map(([, argument]) => argument), ...conditions, displayName];
    return { value, from: sources.flatMap(({ from }) => from) };
  }

  private randomCondition(): Sourced<Condition>[] {
    const { choices, pool } = this;
    const input = pool.reference(choices);
    if (input === undefined) return [];
    const list = pool.lists.length > 0 && choices.between(0, 3) === 0 ? choices.oneOf(pool.lists) : undefined;
    if (list !== undefined) return [{ value: input.value.notIn(list.value), from: [...input.from, ...list.from] }];
    const values = choices.list(1, 2, () => randomText(choices, pool));
    const condition = input.value.in(...(values.map(({ value }) => value) as string[]));
    return [{ value: condition, from: [...input.from, ...values.flatMap(({ from }) => from)] }];
  }

  /** Directories for the task's workspaces: of the pipeline, or as an earlier task left them, or a folder inside. */
  private bind(task: AnyTask): Bindings {
    const { choices } = this;
    const bound: [string, Bound][] = [];
    for (const [name, { isOptional }] of Object.entries(task.surface.workspaces)) {
      if (isOptional && choices.isChosen()) continue;
      const directory = choices.oneOf(this.directories.filter((candidate) => isOptional || !candidate.isOptional));
      const path = choices.between(0, 3) === 0 ? randomPath(choices, this.pool) : undefined;
      const ref = path === undefined ? directory.value : directory.value.sub(path.value as string);
      // who takes the folder from this task needs what its path is made of, and so does who takes a folder of that
      bound.push([name, { directory, ref, path: [...(path?.from ?? []), ...directory.path] }]);
    }
    return {
      bound,
      value: Object.fromEntries(bound.map(([name, { ref }]) => [name, ref])),
      from: bound.flatMap(([, one]) => [...one.directory.from, ...one.path]),
    };
  }

  private addResults(): void {
    const all = [...this.pool.texts, ...this.pool.lists, ...this.pool.objects].filter(({ from }) => from.length > 0);
    for (const [i, { value }] of this.choices.someOf(all, 2).entries()) this.pipeline.addResult(`result-${i}`, value);
  }

  private runArguments() {
    const { params = [], workspaces = [] } = this.pipeline.spec;
    const missing = params.filter((param) => param.default === undefined);
    const values = missing.map(({ name, type, properties = {} }) => {
      const object = Object.fromEntries(Object.keys(properties).map((key) => [key, 'x']));
      return [name, type === 'array' ? ['x', 'y'] : type === 'object' ? object : 'x'] as const;
    });
    const bindings = this.pipeline.workspaceBindings;
    const open = workspaces.filter(({ name, optional }) => optional !== true && 'isOptional' in (bindings[name] ?? {}));
    return {
      liftedParams: Object.fromEntries(values),
      workspaces: Object.fromEntries(open.map(({ name }) => [name, Workspace.configMap('a')])),
    };
  }
}

function randomPath(choices: Choices, pool: Pool): Sourced<unknown> {
  const reference = pool.reference(choices);
  // a result there must stand in params or when, too (TW272), and so for every task that is handed the folder
  return reference === undefined || reference.from.length > 0 || choices.isChosen() ? { value: 'folder', from: [] } : reference;
}
