import type { IConstruct } from 'constructs';
import type { Manifest } from '../spec';
import { type ClusterSettings, refusalsOf } from './admitted';
import { type AnyRole, grantsOf, type Permission } from './grants';
import { type AnyPipeline, type AnyTask, edgesOf, runsAfter, tryFindEdge } from './order';
import { problemsOf } from './testing';

/** What a matcher answers to jest or vitest. */
export interface Verdict {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matchers as `expect(…)` has them after `tekwire/testing/jest` or `tekwire/testing/vitest` is imported. */
export interface TekwireMatchers<R = unknown> {
  /** The app of the construct has no errors: `app.synth()` would succeed. */
  toHaveNoProblems(): R;
  /** Tekton starts the task `to` directly after `from`, because of a result or of `runAfter`. */
  toHaveEdge(from: AnyTask, to: AnyTask): R;
  /** The task starts after another one has ended, directly or through tasks between them. `expect(ci).toRunAfter('build', 'clone')` */
  toRunAfter(task: AnyTask, other: AnyTask): R;
  /** A cluster with these feature flags admits the construct's app, or the manifests. */
  toBeAdmittedBy(settings?: ClusterSettings): R;
  /** The Role of a PipelineServiceAccount, or a Role's manifest, grants all of the permission; with `not`, it grants nothing of it. */
  toGrant(permission: Permission): R;
}

/**
 * The matchers, for `expect.extend` of jest, vitest, or another test runner with that function.
 * @example
 * expect.extend(matchers);
 */
export const matchers = {
  toHaveNoProblems(construct: IConstruct): Verdict {
    const problems = problemsOf(construct);
    return verdict(
      problems.length === 0,
      `expected no problems, found ${problems.length}:\n${problems.join('\n')}`,
      'expected problems, found none',
    );
  },

  toHaveEdge(pipeline: AnyPipeline, from: AnyTask, to: AnyTask): Verdict {
    const edge = tryFindEdge(pipeline, from, to);
    const [first, last] = [named(from), named(to)];
    return verdict(
      edge !== undefined,
      `expected an edge from "${first}" to "${last}"; ${waitsFor(pipeline, last)}`,
      `expected no edge from "${first}" to "${last}", found one (${edge?.kind === 'order' ? 'runAfter' : 'a result'})`,
    );
  },

  toRunAfter(pipeline: AnyPipeline, task: AnyTask, other: AnyTask): Verdict {
    const [late, early] = [named(task), named(other)];
    return verdict(
      runsAfter(pipeline, task, other),
      `expected "${late}" to run after "${early}"; ${waitsFor(pipeline, late)}`,
      `expected "${late}" not to run after "${early}"; ${waitsFor(pipeline, late)}`,
    );
  },

  toBeAdmittedBy(subject: IConstruct | Manifest | readonly Manifest[], settings?: ClusterSettings): Verdict {
    const refusals = refusalsOf(subject, settings);
    return verdict(refusals.length === 0, `expected the cluster to admit it:\n${refusals.join('\n')}`, 'expected the cluster to refuse it');
  },

  toGrant(this: { readonly isNot?: boolean } | undefined, role: AnyRole, permission: Permission): Verdict {
    const { granted, missing } = grantsOf(role, permission);
    // a negated permission is one that the role must not grant in part either
    const pass = this?.isNot === true ? granted.length > 0 : missing.length === 0;
    return verdict(pass, `the role does not grant: ${missing.join(', ')}`, `the role grants: ${granted.join(', ')}`);
  },
};

function verdict(pass: boolean, failed: string, negated: string): Verdict {
  return { pass, message: () => (pass ? negated : failed) };
}

function named(task: AnyTask): string {
  return typeof task === 'string' ? task : task.name;
}

function waitsFor(pipeline: AnyPipeline, name: string): string {
  const before = edgesOf(pipeline)
    .filter(({ to }) => to === name)
    .map(({ from }) => from);
  return before.length === 0 ? `"${name}" waits for no task` : `"${name}" waits for: ${before.join(', ')}`;
}
