import { isTekwireError, TekwireError } from '../diagnostics';
import type { ContainerSpec, PodTemplate, SidecarSpec, StepSpec, TaskSpec } from '../spec';
import { attempt, checkedCopy, checkedInPlace, isRecord, known, located, pathOf } from '../synth';
import { reportForeignActions } from './action-step';
import { checkedSidecars, checkedSteps, checkedVolumes } from './check-task';
import type { ContainerProps, Sidecar } from './container';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import { demandGuarded, guardValues } from './guard-values';
import type { TakenResults } from './handles/step-handles';
import type { PermissionRule } from './permissions';
import { refuseValuesInPrograms } from './program-values';
import { defined, renderContainer, renderProgram, renderSidecar, renderStep } from './render-step';
import type { Step, StepWithResults } from './step';
import { type EmbeddedStepContext, type StepContext, stepContext } from './step-context';
import { nonEmpty, paramSpecs, resultSpecs, type TaskSurface, workspaceSpecs } from './surface';
import { renderVolume, type TaskVolume } from './volume';

/** Default fields of every step. */
type StepTemplate = Partial<Omit<ContainerProps, 'script' | 'workspaces'>>;

/** The interface and the containers of a Task; `C` is the context of its steps. */
export interface TaskBody<
  P extends ParamDeclarations,
  R extends ResultDeclarations,
  W extends WorkspaceDeclarations,
  C = StepContext<P, R, W>,
  N extends string = string,
> {
  readonly description?: string;
  readonly displayName?: string;
  /** Params. @default - none */
  readonly params?: P;
  /** Results, which the steps write. @default - none */
  readonly results?: R;
  /** Workspaces: directories that the user of the Task provides. @default - none */
  readonly workspaces?: W;
  /** Permissions of the steps in the cluster; a `PipelineServiceAccount` grants exactly these. @default - none */
  readonly rbac?: readonly PermissionRule[];
  /** Pod settings that the Task needs; a run of any pipeline that uses the Task has them. @default - none */
  readonly podTemplate?: PodTemplate;
  /** Returns the steps, containers that run one after another. */
  readonly steps: (context: C) => readonly (Step<N> | StepWithResults<ResultDeclarations, N>)[];
  /** Returns the sidecars, containers that run beside the steps. @default - none */
  readonly sidecars?: (context: C) => readonly Sidecar[];
  /** Default fields of every step. @default - none */
  readonly stepTemplate?: StepTemplate | ((context: C) => StepTemplate);
  /** Volumes that the steps mount. @default - none */
  readonly volumes?: readonly TaskVolume[] | ((context: C) => readonly TaskVolume[]);
  /** Fields of the manifest that replace the rendered ones; checked by the same rules. @default - none */
  readonly overrides?: Partial<TaskSpec>;
}

/** Renders the `spec` of a Task; `owner` is the owner of its params. */
export function renderTask<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  props: TaskBody<P, R, W, EmbeddedStepContext<P, R, W>>,
  surface: TaskSurface<P, R, W>,
  owner: object,
): TaskSpec {
  const { params, results, workspaces } = surface;
  const taken: TakenResults = new Map();
  const context = stepContext(surface, owner, taken);
  const made = attempt(owner, () => ({ steps: askForSteps(props.steps, context, owner) })) ?? { steps: [] };
  const stepTemplate = renderTemplate(props.stepTemplate, context, owner);
  const steps = checkedSteps(owner, made.steps).map((step) =>
    guardValues('spec' in step ? step.spec : renderProgram(owner, step, renderStep), stepTemplate),
  );
  for (const step of steps) checkPrograms(owner, step, stepTemplate);
  reportForeignActions(owner, made.steps);
  const volumes = checkedVolumes(owner, typeof props.volumes === 'function' ? props.volumes(context) : props.volumes);
  const sidecars = checkedSidecars(owner, props.sidecars?.(context));
  return defined({
    displayName: props.displayName,
    description: props.description,
    params: nonEmpty(paramSpecs(params)),
    results: nonEmpty(resultSpecs(results, taken)),
    workspaces: nonEmpty(workspaceSpecs(workspaces)),
    stepTemplate,
    steps,
    sidecars: sidecars?.map((sidecar) => guardedSidecar(owner, sidecar)),
    volumes: volumes?.map(renderVolume),
    ...checkedCopy(props.overrides, owner, 'overrides'),
  });
}

function renderTemplate<C>(given: StepTemplate | ((context: C) => StepTemplate) | undefined, context: C, owner: object) {
  const template = typeof given === 'function' ? given(context) : given;
  if (!template) return undefined;
  const where = 'stepTemplate';
  const checked = checkedInPlace<StepTemplate | undefined>(template, owner, where);
  if (!isRecord(checked)) return undefined;
  const fields = known('StepTemplate', checked, owner, { where });
  return guardValues(renderProgram(owner, fields, (one) => renderContainer(one, where)));
}

/** Reports secrets that a value can name, and values in program text that the step has from the template. */
function checkPrograms(owner: object, step: StepSpec, template: ContainerSpec | undefined): void {
  const place = `steps.${step.name}`;
  attempt(owner, () => demandGuarded(place, step, template));
  if (template !== undefined) attempt(owner, () => located(`${place}:`, () => refuseValuesInPrograms(step, template)));
}

function guardedSidecar(owner: object, sidecar: Sidecar): SidecarSpec {
  const spec = guardValues(renderProgram(owner, sidecar, renderSidecar));
  attempt(owner, () => demandGuarded(`sidecars.${spec.name}`, spec));
  return spec;
}

/** Calls `steps` and adds the declared names to a TypeError: a name that is not declared is undefined in the context. */
function askForSteps<C extends EmbeddedStepContext<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations>, T>(
  steps: (context: C) => T,
  context: C,
  owner: object,
): T {
  try {
    return steps(context);
  } catch (error) {
    if (isTekwireError(error) && error.where === '') throw Object.assign(error, { where: 'steps' });
    if (!(error instanceof TypeError)) throw error;
    const declared = (['params', 'results', 'workspaces'] as const).map(
      (kind) => `${kind}: ${Object.keys(context[kind]).join(', ') || 'none'}`,
    );
    const problem = `${error.message}; the Task declares ${declared.join('; ')}`;
    throw new TekwireError(`${pathOf(owner)} steps: ${problem}`, { where: 'steps', problem, cause: error });
  }
}
