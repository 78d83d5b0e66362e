import type { Construct } from 'constructs';
import type { PipelineTask } from '../../pipeline';
import { makeReference, type Ref, type Text } from '../../refs';
import { type StepSpec, type TaskRef, type TaskSpec, TEKTON_V1, type Volume } from '../../spec';
import { noteIncluded, TektonObject } from '../../synth';
import {
  defined,
  nonEmpty,
  type ParamDeclarations,
  param,
  paramSpecs,
  type ResultDeclarations,
  resultSpecs,
  type TaskSurface,
  type UsableTask,
} from '../../task';
import { type AnyConsumer, type AnyEnricher, type Component, contract, type Findings, type SharedWorkspace } from '../contract';
import { componentPod } from '../hardening';
import { withDigest } from '../pinned';
import { RUNTIME_IMAGE } from '../runtime';
import type { Unit } from './plan';
import { type Names, renameBy, renamed } from './renamed';
import { usualTemplate } from './shares-pod';
import { outcomeStep, sharedSteps, volumeName, withPrograms, withResultBytes } from './steps';

type Shared = (AnyEnricher | AnyConsumer) & Component & { readonly ownJson: () => { readonly spec?: unknown } };

/** The params with the findings that the first component reads, and with the folder for what the enrichers write. */
const FINDINGS = 'issues-paths';
const FOLDER = 'issues-folder';

/** Params of the roles that mean the same to all components. */
const COMMON: ReadonlySet<string> = new Set(['source-path', 'source-url', 'sbom-paths']);
const READ: ReadonlySet<string> = new Set(['producer-result-paths', 'issues-paths']);

/**
 * A Task with the steps of several components: what the enrichers and consumers of a SecurityPipeline do in tasks of their own, one after the
 * other in one pod. The steps follow from the components whenever it is rendered.
 */
export class FusedTask extends TektonObject implements UsableTask<ParamDeclarations, ResultDeclarations, SharedWorkspace> {
  readonly surface: TaskSurface<ParamDeclarations, ResultDeclarations, SharedWorkspace>;
  private readonly all: readonly Shared[];
  private readonly enrichers: readonly Shared[];

  constructor(scope: Construct, id: string, name: string, { enrichers, consumers }: Unit) {
    const made: { task?: FusedTask } = {};
    super(scope, id, { apiVersion: TEKTON_V1, kind: 'Task', metadata: { name }, spec: () => made.task?.spec });
    this.enrichers = enrichers as unknown as readonly Shared[];
    this.all = [...enrichers, ...consumers] as unknown as readonly Shared[];
    this.surface = { params: this.params(), results: this.results(), workspaces: contract.workspaces, podTemplate: componentPod };
    made.task = this;
    for (const one of this.all) noteIncluded(one);
  }

  /** The reference that pipelines use. */
  get taskRef(): TaskRef {
    return { name: this.name, kind: 'Task' };
  }

  /** The Task's `spec`, as it is emitted. */
  get spec(): TaskSpec {
    const { steps, volumes } = withPrograms(this.steps());
    const { description } = contract.workspaces.source;
    return defined({
      description: `Runs ${this.all.map(({ name }) => name).join(', ')} in one pod`,
      params: nonEmpty(paramSpecs(this.surface.params)),
      results: nonEmpty(resultSpecs(this.surface.results)),
      workspaces: [{ name: 'source', ...(description && { description }) }],
      stepTemplate: usualTemplate(),
      steps,
      volumes: nonEmpty([...this.all.flatMap((one) => this.volumesOf(one)), ...volumes]),
    });
  }

  /** Values for its params from those of the components: the findings, the folder for those of enrichers, and what `valueOf` a component says. */
  paramsFrom(
    findings: readonly unknown[],
    folder: Text | Ref<'string'>,
    valuesOf: (component: UsableTask & Component) => Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> {
    const values: Record<string, unknown> = { [FINDINGS]: findings, ...(this.enrichers.length > 0 && { [FOLDER]: folder }) };
    for (const one of this.all) {
      const names = this.paramNames(one);
      for (const [name, value] of Object.entries(valuesOf(one))) if (names[name] !== undefined) values[names[name]] = value;
    }
    return values;
  }

  /** The task of the pipeline as one component has it: with the results of that component. */
  viewOf(task: PipelineTask, component: object, folder: string): PipelineTask {
    const found = this.all.find((one) => one === component);
    const names = found === undefined ? {} : this.resultNames(found);
    const known = task.results as Readonly<Record<string, unknown>>;
    const results = Object.fromEntries(
      Object.entries(names).map(([name, own]) => [
        name,
        name === 'issues' && this.enrichers.includes(found as Shared)
          ? makeReference({
              body: `tasks.${task.name}.results.${own}`,
              type: 'string',
              owner: task,
              value: `${folder}/${found?.name}.sarif`,
            })
          : known[own],
      ]),
    );
    return Object.create(task, { results: { value: results, enumerable: true } }) as PipelineTask;
  }

  private params(): ParamDeclarations {
    const params: Record<string, ParamDeclarations[string]> = {
      [FINDINGS]: param.array<Findings>({ description: 'SARIF files to read, relative to the workspace' }),
    };
    if (this.enrichers.length > 0)
      params[FOLDER] = param.string({ description: 'folder for the SARIF files of the enrichers, relative to the workspace' });
    for (const one of this.all)
      for (const [name, own] of Object.entries(this.paramNames(one))) {
        const declaration = one.surface.params[name];
        if (declaration !== undefined) params[own] ??= declaration;
      }
    return params;
  }

  private results(): ResultDeclarations {
    const last = this.enrichers.at(-1);
    const declared = this.all.flatMap((one) =>
      Object.entries(this.resultNames(one)).flatMap(([name, own]) => {
        const isInside = name === 'issues' && this.enrichers.includes(one) && one !== last;
        const { file: _, ...declaration } = (one.surface.results as ResultDeclarations)[name] as ResultDeclarations[string];
        return isInside ? [] : [[own, declaration] as const];
      }),
    );
    return Object.fromEntries(declared);
  }

  /** The names in the pod of the params that are not files of findings. */
  private paramNames(component: Shared): Readonly<Record<string, string>> {
    const names = Object.keys(component.surface.params).filter((name) => !READ.has(name) && name !== 'issues-path');
    return Object.fromEntries(names.map((name) => [name, COMMON.has(name) ? name : this.uniqueName(component, name, 'params')]));
  }

  private resultNames(component: Shared): Readonly<Record<string, string>> {
    const isLast = component === this.enrichers.at(-1);
    return Object.fromEntries(
      Object.keys(component.surface.results).map((name) => [
        name,
        isLast && name === 'issues' ? name : this.uniqueName(component, name, 'results'),
      ]),
    );
  }

  private uniqueName({ name: component }: Shared, name: string, kind: 'params' | 'results'): string {
    const users = this.all.filter(({ surface }) => name in surface[kind]).length;
    return users > 1 || name === FOLDER || (kind === 'results' && name === 'issues') ? `${component}-${name}` : name;
  }

  private steps(): StepSpec[] {
    const consumers = this.all.slice(this.enrichers.length);
    const failing: string[] = [];
    const results = new Map<StepSpec, readonly string[]>();
    const made = this.all.flatMap((one) => {
      const names = this.namesOf(one);
      const steps = [...sharedSteps(specOf(one), one.name, names.steps, renameBy(names))];
      const last = steps.pop() as StepSpec;
      const isConsumer = consumers.includes(one);
      // the others follow whatever became of it
      const goesOn = one !== this.all.at(-1) && last.onError !== 'continue';
      if (goesOn && isConsumer) failing.push(String(last.name));
      const changed = goesOn ? { ...last, onError: 'continue' as const } : last;
      if (isConsumer) results.set(changed, Object.values(names.results));
      return [...steps, changed];
    });
    const all = failing.length === 0 ? made : [...made, outcomeStep(failing, withDigest(this, RUNTIME_IMAGE))];
    return withResultBytes(all, results);
  }

  private namesOf(component: Shared): Names {
    const at = this.enrichers.indexOf(component);
    const before = at < 0 ? this.enrichers.at(-1) : this.enrichers[at - 1];
    const read = [...READ].filter((name) => name in component.surface.params);
    const results = Object.entries(this.resultNames(component)).map(([name, own]) => [
      name,
      own in this.surface.results ? `$(results.${own}.path)` : `/tekton/home/${own}`,
    ]);
    return {
      params: { ...this.paramNames(component), ...(before === undefined && Object.fromEntries(read.map((name) => [name, FINDINGS]))) },
      texts: {
        ...(before !== undefined && Object.fromEntries(read.map((name) => [name, fileOf(before)]))),
        ...(at >= 0 && { 'issues-path': fileOf(component) }),
      },
      results: Object.fromEntries(results),
      steps: this.namesOfSteps(component),
    };
  }

  private namesOfSteps(component: Shared): Readonly<Record<string, string>> {
    const { steps } = specOf(component);
    const name = (own: string) => (steps.length === 1 ? component.name : `${component.name}-${own}`);
    return Object.fromEntries(steps.map((step) => [step.name ?? '', name(step.name ?? '')]));
  }

  private volumesOf(component: Shared): Volume[] {
    const { volumes = [] } = specOf(component);
    return renamed(volumes, renameBy(this.namesOf(component))).map((volume) => ({
      ...volume,
      name: volumeName(component.name, volume.name),
    }));
  }
}

function fileOf({ name }: Shared): string {
  return `$(params.${FOLDER})/${name}.sarif`;
}

/** The spec of a component as its own Task has it, with JSON patches. */
function specOf(component: Shared): TaskSpec {
  return component.ownJson().spec as TaskSpec;
}
