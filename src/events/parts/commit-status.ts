import type { Construct } from 'constructs';
import type { PipelineWorkspaces, RunnablePipeline } from '../../pipeline';
import type { Ref, Text } from '../../refs';
import { componentStep, RUNTIME_IMAGE, runtimeScript, withDigest } from '../../roles';
import { attempt, knownOptions, reportValue } from '../../synth';
import { type ParamDeclaration, type ParamDeclarations, param, Task } from '../../task';
import { type CommitStatusProps, statusEnvironment } from './status-provider';

/** The params of `CommitStatus`. */
export type CommitStatusParams = {
  /** `owner/name`; for GitLab the path of the project. */
  readonly repository: ParamDeclaration<'string', false, never>;
  readonly sha: ParamDeclaration<'string', false, never>;
  /** `pending`, or the status of all tasks. */
  readonly state: ParamDeclaration<'string', false, never>;
  /** The number of the pull request to comment on; `''` for none. */
  readonly number: ParamDeclaration<'string', true, never>;
};

// biome-ignore lint/suspicious/noExplicitAny: values of any scope; the rules check them
type Value = string | Ref<'string', unknown, any> | Text<any>;

/** The commit whose status is reported. */
export interface ReportedCommit {
  /** `owner/name`; for GitLab the path of the project: `event.repository`. */
  readonly repository: Value;
  readonly sha: Value;
  /** The number of the pull request to comment on. @default - no comment */
  readonly number?: Value;
}

const params: CommitStatusParams = {
  repository: param.string({ description: 'owner/name; for GitLab the path of the project' }),
  sha: param.string({ description: 'the commit' }),
  state: param.string({ description: 'pending, or the status of all tasks' }),
  number: param.string({ default: '' as string, description: 'the pull request to comment on; empty for none' }),
};

/**
 * Reports the state of a run to GitHub, GitLab or Gitea: pending when it starts, its result when all tasks have ended. Secrets are
 * references; the step has no permissions in the cluster.
 * @example
 * const status = new CommitStatus(chart, 'ci-status', { provider: { kind: 'github', token: { name: 'github', key: 'token' } } });
 * status.reportOn(ci, { repository: ci.params.repository, sha: ci.params.sha });
 */
export class CommitStatus extends Task<CommitStatusParams> {
  constructor(scope: Construct, id: string, props: CommitStatusProps) {
    const owner = { scope, id };
    const given = knownOptions('CommitStatusProps', props, owner, { isExtended: new.target !== CommitStatus });
    const provider = attempt(owner, () => statusEnvironment(owner, given, id));
    super(scope, id, {
      description: 'Reports the state of a run to the provider of the repository',
      params,
      steps: (context) => [
        {
          ...componentStep,
          name: 'report',
          image: withDigest(scope, RUNTIME_IMAGE),
          script: runtimeScript('report-status'),
          env: {
            ...componentStep.env,
            ...provider,
            REPOSITORY: context.params.repository,
            SHA: context.params.sha,
            STATE: context.params.state,
            ...(given.comment === true && { NUMBER: context.params.number }),
          },
        },
      ],
    });
  }

  /**
   * Adds itself to a pipeline twice: at the start as `<id>-pending`, whose failure does not stop the run, and in `finally` as
   * `<id>-result`.
   */
  reportOn<P extends ParamDeclarations, W extends PipelineWorkspaces>(pipeline: RunnablePipeline<P, W>, reported: ReportedCommit): this {
    const { repository, sha, number } = knownOptions('ReportedCommit', reported, this, { where: 'reportOn ' });
    const commit = { repository, sha, ...(number !== undefined && { number }) };
    const any = pipeline as unknown as Partial<AnyPipeline> | undefined;
    if (!hasTasks(any)) {
      reportValue(this, 'reportOn', '', 'expected a Pipeline, to which tasks can be added');
      return this;
    }
    any.add(this, { name: `${this.node.id}-pending`, onError: 'continue', params: { ...commit, state: 'pending' } });
    any.finally(this, { name: `${this.node.id}-result`, params: { ...commit, state: any.status } });
    return this;
  }
}

/** A reference to a Pipeline that is defined elsewhere takes no tasks. */
function hasTasks(pipeline: Partial<AnyPipeline> | undefined): pipeline is AnyPipeline {
  return typeof pipeline?.add === 'function' && typeof pipeline.finally === 'function';
}

interface AnyPipeline {
  readonly status: unknown;
  add(task: object, props: object): unknown;
  finally(task: object, props: object): unknown;
}
