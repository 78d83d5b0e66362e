import type { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Consumer, checkedChoice, RUNTIME_IMAGE, runtimeScript } from '../roles';
import { attempt, booleanForm, demandDuration, demandForm, knownOptions, withoutRefused } from '../synth';
import { type ParamDeclaration, param, type ResultDeclaration, result } from '../task';

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** Options of the gate. */
export interface SeverityGateProps {
  /** The lowest severity that fails the run. @default - a param of the pipeline with the default high */
  readonly failOn?: 'critical' | 'high' | 'medium' | 'low';
  /**
   * Whether findings that the baseline has do not fail the run; one whose severity rose does. Without a comparison by `Baseline` every
   * finding is new. @default false
   */
  readonly newOnly?: boolean;
  /**
   * The highest age of a scanner's vulnerability database; an older one makes its scan incomplete. Scanners whose database has no known time
   * are left alone. @default - any age
   */
  readonly maxDatabaseAge?: Duration;
}

/** The params of `SeverityGate`. */
export type SeverityGateParams = {
  /** The lowest severity that fails the run. */
  readonly 'fail-on': ParamDeclaration<'string', true, never>;
};

/** The results of `SeverityGate`. */
export type SeverityGateResults = {
  /** `passed`, or the reasons why the gate failed, one per line. */
  readonly verdict: ResultDeclaration<'string', never>;
};

const results = { verdict: result.string({ description: '"passed", or the reasons why the gate failed, one per line' }) };

/**
 * Fails the run on findings at or above a severity, and when a scanner did not finish, is blind, has an old database or left no findings. The log and the result `verdict`
 * have the reasons.
 */
export class SeverityGate extends Consumer<SeverityGateParams, SeverityGateResults> {
  constructor(scope: Construct, id: string, props: SeverityGateProps = {}) {
    const given = knownOptions('SeverityGateProps', props, { scope, id }, { isExtended: new.target !== SeverityGate });
    const owner = { scope, id };
    const { newOnly = false } = withoutRefused(owner, given, (key, value) => {
      if (key === 'newOnly' && value !== undefined) demandForm(owner, key, value, booleanForm);
    });
    const age = attempt(owner, () => demandDuration(owner, 'maxDatabaseAge', given.maxDatabaseAge));
    const failOn = checkedChoice(scope, id, 'failOn', given.failOn, SEVERITIES);
    super(scope, id, {
      description: 'Fails the run on severe findings and on scanners that did not finish',
      params: { 'fail-on': failOnParam(failOn) },
      results,
      preset: failOn === undefined ? [] : ['fail-on'],
      steps: (context) => [
        {
          name: 'gate',
          image: RUNTIME_IMAGE,
          script: runtimeScript('gate'),
          args: [context.params['issues-paths']],
          env: {
            WORKSPACE: context.workspaces.source.path,
            FAIL_ON: context.params['fail-on'],
            ...(newOnly && { NEW_ONLY: 'true' }),
            ...(age && { MAXIMUM_DATABASE_HOURS: String(age.toSeconds() / 3600) }),
            RESULT: context.results.verdict.path,
          },
        },
      ],
    });
  }
}

function failOnParam(failOn = 'high'): SeverityGateParams['fail-on'] {
  return param.string({ default: failOn as string, description: 'the lowest severity that fails the run: critical, high, medium or low' });
}
