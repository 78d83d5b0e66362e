import type { PodTemplate, SidecarSpec, TaskSpec } from '../spec';
import { held, known, located, placeOf, rendered } from '../synth';
import { checkedSidecars, checkedSteps, checkedVolumes } from './check-task';
import type { ContainerProps, Sidecar } from './container';
import type { ParamDeclarations, ResultDeclarations, WorkspaceDeclarations } from './declarations';
import { demandGuarded, guardValues } from './guard-values';
import type { PermissionRule } from './permissions';
import { refuseValuesInPrograms } from './program-values';
import { defined, renderContainer, renderSidecar, renderStep } from './render-step';
import type { Step, StepWithResults } from './step';
import { type EmbeddedStepContext, type StepContext, stepContext, type TakenResults } from './step-context';
import { nonEmpty, paramSpecs, resultSpecs, type TaskSurface, workspaceSpecs } from './surface';
import { renderVolume, type TaskVolume } from './volume';

/** Fields that every step has unless it says otherwise. */
type StepTemplate = Partial<Omit<ContainerProps, 'script' | 'workspaces'>>;

/** What a Task takes, gives and does, wherever it stands; `C` is what its steps may use. */
export interface TaskBody<
  P extends ParamDeclarations,
  R extends ResultDeclarations,
  W extends WorkspaceDeclarations,
  C = StepContext<P, R, W>,
> {
  readonly description?: string;
  readonly displayName?: string;
  /** Values that whoever uses the Task gives. @default - none */
  readonly params?: P;
  /** Values that the steps find out. @default - none */
  readonly results?: R;
  /** Directories that whoever uses the Task gives. @default - none */
  readonly workspaces?: W;
  /** What the steps do to the cluster: a `PipelineServiceAccount` may do this and no more. @default - nothing */
  readonly rbac?: readonly PermissionRule[];
  /** What the pods of its runs need beyond their steps; a run of any pipeline that uses the Task has it, too. @default - nothing */
  readonly podTemplate?: PodTemplate;
  /** Containers that run one after the other. */
  readonly steps: (context: C) => readonly (Step | StepWithResults)[];
  /** Containers that run beside the steps. @default - none */
  readonly sidecars?: (context: C) => readonly Sidecar[];
  /** Fields that every step has unless it says otherwise. @default - none */
  readonly stepTemplate?: StepTemplate | ((context: C) => StepTemplate);
  /** Volumes that the steps mount. @default - none */
  readonly volumes?: readonly TaskVolume[] | ((context: C) => readonly TaskVolume[]);
  /** Fields of the manifest that win over all others; judged by the same rules. @default - none */
  readonly overrides?: Partial<TaskSpec>;
}

/** The `spec` of a Task: its steps know `owner` as the home of the params. */
export function renderTask<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  props: TaskBody<P, R, W, EmbeddedStepContext<P, R, W>>,
  surface: TaskSurface<P, R, W>,
  owner: object,
): TaskSpec {
  return located(placeOf(owner), () => renderBody(props, surface, owner));
}

function renderBody<P extends ParamDeclarations, R extends ResultDeclarations, W extends WorkspaceDeclarations>(
  props: TaskBody<P, R, W, EmbeddedStepContext<P, R, W>>,
  surface: TaskSurface<P, R, W>,
  owner: object,
): TaskSpec {
  const { params, results, workspaces } = surface;
  const taken: TakenResults = new Map();
  const context = stepContext(surface, owner, taken);
  const given = checkedSteps(owner, askForSteps(props.steps, context, owner));
  const template = typeof props.stepTemplate === 'function' ? props.stepTemplate(context) : props.stepTemplate;
  const stepTemplate =
    template &&
    guardValues(
      renderContainer(known('StepTemplate', rendered(template, owner, 'stepTemplate'), owner, { where: 'stepTemplate' }), 'stepTemplate'),
    );
  const steps = given.map((step) => guardValues('spec' in step ? step.spec : renderStep(step), stepTemplate));
  for (const step of steps) {
    demandGuarded(`steps.${step.name}`, step, stepTemplate);
    if (stepTemplate !== undefined) located(`steps.${step.name}:`, () => refuseValuesInPrograms(step, stepTemplate));
  }
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
    sidecars: sidecars?.map((sidecar) => guardedSidecar(sidecar)),
    volumes: volumes?.map(renderVolume),
    ...held(props.overrides, owner, 'overrides'),
  });
}

function guardedSidecar(sidecar: Sidecar): SidecarSpec {
  const spec = guardValues(renderSidecar(sidecar));
  demandGuarded(`sidecars.${spec.name}`, spec);
  return spec;
}

/** A name that is not declared is undefined in the context, and a path of it the program's own TypeError: it is told what is declared. */
function askForSteps<C extends EmbeddedStepContext<ParamDeclarations, ResultDeclarations, WorkspaceDeclarations>, T>(
  steps: (context: C) => T,
  context: C,
  owner: object,
): T {
  try {
    return steps(context);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const declared = (['params', 'results', 'workspaces'] as const).map(
      (kind) => `${kind}: ${Object.keys(context[kind]).join(', ') || 'none'}`,
    );
    throw new Error(`${placeOf(owner)} steps: ${error.message}; the Task declares ${declared.join('; ')}`, { cause: error });
  }
}
