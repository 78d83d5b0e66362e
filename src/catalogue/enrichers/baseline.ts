import type { Construct } from 'constructs';
import { TekwireError } from '../../diagnostics';
import { Enricher, findingsEnv, RUNTIME_IMAGE, runtimeScript, sourceParams } from '../../roles';
import { attempt, type FutureConstruct, knownOptions, pathOf, refuse, withoutRefused } from '../../synth';
import { type ParamDeclaration, param, type Step } from '../../task';

/** Options of `Baseline`: where it is kept, and of which branch. At most one of `file`, `registry` and `folder` may be set. */
export interface BaselineProps {
  /** A SARIF file in the repository, relative to the sources; it is only read. Write it with `tekwire findings report --write-baseline`. */
  readonly file?: string;
  /**
   * A repository in an OCI registry, such as `registry.acme.example/findings`, with one repository below it per repository of sources, and
   * one tag per branch. Needs `credentials` unless anonymous writing is allowed.
   */
  readonly registry?: string;
  /** A folder of the shared workspace, which must outlive its runs. @default baselines */
  readonly folder?: string;
  /** Name of a Secret of the type kubernetes.io/dockerconfigjson for the registry. @default - anonymous */
  readonly credentials?: string;
  /** Whether the registry uses http instead of https. @default false */
  readonly insecure?: boolean;
  /** The branch whose baseline counts. @default - a param of the pipeline with the default main */
  readonly targetBranch?: string;
}

/** The params of `Baseline`. */
export type BaselineParams = {
  /** The directory of the sources, relative to the workspace. */
  readonly 'source-path': ParamDeclaration<'string', true, never>;
  /** The URL of the sources. */
  readonly 'source-url': ParamDeclaration<'string', true, never>;
  /** The scanned branch; when it is the target branch, the baseline is written. */
  readonly branch: ParamDeclaration<'string', true, never>;
  /** The branch whose baseline counts. */
  readonly 'target-branch': ParamDeclaration<'string', true, never>;
};

const CONFIG = '/tekwire/registry';

/**
 * Compares the findings with those of the last run of the target branch: new, unchanged, updated or absent, each with the time of its first
 * detection. A run whose param `branch` is the target branch writes the next baseline. Without a baseline, or when it cannot be read, every
 * finding is new. Place it after `Deduplicate`, and set `newOnly` of `SeverityGate`.
 */
export class Baseline extends Enricher<BaselineParams> {
  constructor(scope: Construct, id: string, options: BaselineProps = {}) {
    const props = checked(scope, id, knownOptions('BaselineProps', options, { scope, id }, { isExtended: new.target !== Baseline }));
    const { credentials, targetBranch } = props;
    super(scope, id, {
      description: 'Compares the findings with those of the last run of a branch',
      params: paramsOf(targetBranch),
      preset: targetBranch === undefined ? [] : ['target-branch'],
      ...(credentials !== undefined && { volumes: [configVolume(credentials)] }),
      steps: (context) => [compareStep(context, props)],
    });
  }
}

function paramsOf(targetBranch = 'main'): BaselineParams {
  return {
    ...sourceParams,
    branch: param.string({
      default: '' as string,
      description: 'the scanned branch; when it is the target branch, the baseline is written',
    }),
    'target-branch': param.string({ default: targetBranch as string, description: 'the branch whose baseline counts' }),
  };
}

type Context = Parameters<ConstructorParameters<typeof Enricher<BaselineParams>>[2]['steps']>[0];

function compareStep(context: Context, { file, registry, folder = 'baselines', credentials, insecure = false }: BaselineProps): Step {
  const { params } = context;
  return {
    name: 'compare',
    image: RUNTIME_IMAGE,
    script: runtimeScript('baseline'),
    args: [params['producer-result-paths']],
    env: {
      ...findingsEnv(context),
      SOURCE_PATH: params['source-path'],
      SOURCE_URL: params['source-url'],
      BRANCH: params.branch,
      TARGET_BRANCH: params['target-branch'],
      ...(file !== undefined && { BASELINE_FILE: file }),
      ...(registry !== undefined && { BASELINE_REGISTRY: registry, BASELINE_INSECURE: String(insecure) }),
      ...(file === undefined && registry === undefined && { BASELINE_FOLDER: folder }),
      ...(credentials !== undefined && { DOCKER_CONFIG_FILE: `${CONFIG}/config.json` }),
    },
    ...(credentials !== undefined && { volumeMounts: [{ name: 'registry', mountPath: CONFIG, readOnly: true }] }),
  };
}

function configVolume(secretName: string) {
  return { name: 'registry', secret: { secretName, items: [{ key: '.dockerconfigjson', path: 'config.json' }] } };
}

const REPOSITORY = /^[a-z0-9][a-z0-9.-]*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/i;

const PLACES = ['file', 'registry', 'folder'] as const;

/** Reports malformed options and options that contradict each other; returns the other props. */
function checked(scope: Construct, id: string, props: BaselineProps): BaselineProps {
  const owner = { scope, id };
  const kept = withoutRefused(owner, props, (name, value) => {
    if (value === undefined || !PLACES.some((place) => place === name)) return;
    if (typeof value !== 'string' || value === '') refuse(owner, name, value, 'a string that is not empty');
    if (name === 'registry' && !REPOSITORY.test(value))
      refuse(owner, name, value, 'a host and a repository without a tag, such as registry.acme.example/findings');
  });
  attempt(owner, () => demandOne(owner, props));
  return kept;
}

function demandOne(owner: FutureConstruct, { credentials, insecure, ...places }: BaselineProps): void {
  const [first, second] = PLACES.filter((place) => places[place] !== undefined);
  if (second !== undefined) fail(owner, second, `"${first}" and "${second}" are two places for the baseline; set one of them`);
  if (places.registry === undefined && (credentials !== undefined || insecure !== undefined))
    fail(owner, 'registry', '"credentials" and "insecure" are for a registry; set "registry", too');
}

function fail(owner: FutureConstruct, where: string, problem: string): never {
  throw new TekwireError(`${pathOf(owner)}: ${problem}`, { code: 'TW288', where, problem });
}
