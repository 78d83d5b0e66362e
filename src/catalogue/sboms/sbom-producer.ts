import type { Construct } from 'constructs';
import { type Text, text } from '../../refs';
import {
  type Component,
  componentPod,
  componentTemplate,
  confinedWorkspaces,
  confinementOf,
  contract,
  type Placed,
  placed,
  RUNTIME_IMAGE,
  runtimeScript,
  type Sbom,
  type SbomOptions,
  type SbomParams,
  type SbomResults,
  SCRATCH,
  type ScanStep,
  type SharedWorkspace,
  type ToolProps,
  withDigests,
} from '../../roles';
import type { StepScope } from '../../script';
import { knownOptions } from '../../synth';
import {
  type ParamDeclarations,
  type ParamRefs,
  param,
  result,
  type StepContext,
  type StepWorkspace,
  Task,
  type TaskProps,
} from '../../task';

const sbomParams: SbomParams = {
  'source-path': param.string({ description: 'directory of the sources, relative to the workspace' }),
  'sbom-path': param.string({
    default: '' as string,
    description: 'CycloneDX file to write, relative to the workspace; when empty, named after the TaskRun',
  }),
};

const sbomResults: SbomResults = {
  sbom: result.string<Sbom>({
    description: 'CycloneDX file with the components, relative to the workspace',
    file: { param: 'sbom-path', folder: '$(context.pipelineRun.uid)/sboms', extension: '.cdx.json' },
  }),
};

/** The values that the step of a SbomProducer can use. */
export interface SbomContext<P extends ParamDeclarations> {
  readonly params: ParamRefs<P, StepScope>;
  /** Absolute path of the sources. */
  readonly source: Text<StepScope>;
  /** Absolute path of the file to write CycloneDX in JSON to. */
  readonly sbom: string;
  /** Absolute path of a directory for caches, deleted with the pod. */
  readonly scratch: string;
}

/** Props of a SbomProducer. */
export interface SbomProducerProps<P extends ParamDeclarations>
  extends Pick<TaskProps<P, {}, {}>, 'description' | 'metadata' | 'overrides' | 'rbac'>,
    Omit<ToolProps, 'image' | 'args'> {
  /** Name of the tool in messages. @default - the construct's id */
  readonly tool?: string;
  /** Params of the Task beside those of its role. @default - none */
  readonly params?: P;
  /** Names of preset params: their default is set by the program, so a pipeline does not lift them. @default - none */
  readonly preset?: readonly string[];
  /** Image and arguments of the tool. Its default `workingDir` is the directory of the sources. */
  readonly list: (context: SbomContext<P>) => ScanStep;
}

const SBOM = `${SCRATCH}/sbom.json`;

/**
 * A Task that lists the components of the sources as CycloneDX in JSON. Its result `sbom` is the path of that file: a consumer with the param
 * `sbom-paths` receives it. A tool that fails, or leaves no CycloneDX, fails the Task.
 * @example
 * new SbomProducer(chart, 'bom', { list: ({ sbom }) => ({ image: 'acme/bom:1.2.0', args: ['--output', sbom, '.'] }) });
 */
export class SbomProducer<const P extends ParamDeclarations = {}>
  extends Task<P & SbomParams, SbomResults, SharedWorkspace>
  implements Component
{
  readonly role = 'sbom';
  readonly preset: readonly string[];

  constructor(scope: Construct, id: string, given: SbomProducerProps<P>) {
    const {
      params = {} as P,
      preset = [],
      tool = id,
      list,
      env,
      computeResources,
      timeout,
      ...rest
    } = knownOptions('SbomProducerProps', given, { scope, id }, { isExtended: new.target !== SbomProducer });
    super(scope, id, {
      ...rest,
      params: { ...params, ...sbomParams },
      results: sbomResults,
      workspaces: contract.producerWorkspaces,
      stepTemplate: componentTemplate,
      podTemplate: componentPod,
      volumes: [{ name: 'scratch', emptyDir: {} }],
      steps: (context) => {
        const own = context as unknown as SbomSteps;
        const { sources: source, ofTool, own: ofOurs } = confinementOf(own.workspaces, own.params['source-path']);
        const step = list({ params: context.params as unknown as ParamRefs<P, StepScope>, source, sbom: SBOM, scratch: SCRATCH });
        const volumeMounts = [...(step.volumeMounts ?? []), { name: 'scratch', mountPath: SCRATCH }];
        const changes = { ...(computeResources && { computeResources }), ...(timeout && { timeout }) };
        return withDigests(scope, [
          ofTool({ workingDir: source, ...step, env: { ...step.env, ...env }, ...changes, name: 'list', volumeMounts }),
          ofOurs(keepStep(own, tool)),
        ]);
      },
    });
    this.preset = preset;
  }

  /** @internal Lets the tool's steps see nothing of the shared workspace but the sources, read-only. */
  confine(): void {
    if (!('sources' in this.surface.workspaces)) this.declareWorkspaces(confinedWorkspaces);
  }

  /** The tool with options of its task in one SecurityPipeline. @example sboms: [syft.in({ timeout: Duration.minutes(5) })] */
  in(options: SbomOptions): Placed<this, SbomOptions> {
    return placed(this, knownOptions('SbomOptions', options, this, { where: 'in' }));
  }
}

type SbomSteps = StepContext<SbomParams, SbomResults, SharedWorkspace> & { readonly workspaces: { readonly sources?: StepWorkspace } };

/** Checks the file of the tool and writes it into the workspace. */
function keepStep({ params, results, workspaces, taskRun }: StepContext<SbomParams, SbomResults, SharedWorkspace>, tool: string) {
  return {
    name: 'keep',
    image: RUNTIME_IMAGE,
    script: runtimeScript('sbom'),
    volumeMounts: [{ name: 'scratch', mountPath: SCRATCH, readOnly: true }],
    env: {
      TOOL: tool,
      SBOM,
      WORKSPACE: workspaces.source.path,
      SBOM_PATH: params['sbom-path'],
      FALLBACK: text`sboms/${taskRun.name}.cdx.json`,
      RESULT: results.sbom.path,
    },
  };
}
