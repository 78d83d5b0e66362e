import type { Construct } from 'constructs';
import { Consumer, checkChoice, RUNTIME_IMAGE, runtimeScript } from '../roles';
import { known } from '../synth';
import { param, result } from '../task';

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

/** Options of the gate. */
export interface SeverityGateProps {
  /** The lowest severity that fails the run. @default - a param of the pipeline with the default high */
  readonly failOn?: 'critical' | 'high' | 'medium' | 'low';
}

const results = { verdict: result.string({ description: '"passed", or the reasons why the gate failed, one per line' }) };

/** Fails the run on new findings at or above a severity, and when a scanner did not finish or left no findings. The log and the result `verdict` have the reasons. */
export class SeverityGate extends Consumer<{ 'fail-on': ReturnType<typeof failOnParam> }, typeof results> {
  constructor(scope: Construct, id: string, props: SeverityGateProps = {}) {
    const { failOn } = known('SeverityGateProps', props, { scope, id }, { isExtended: new.target !== SeverityGate });
    checkChoice(scope, id, 'failOn', failOn, SEVERITIES);
    super(scope, id, {
      description: 'Fails the run on severe findings and on scanners that did not finish',
      params: { 'fail-on': failOnParam(failOn) },
      results,
      settled: failOn === undefined ? [] : ['fail-on'],
      steps: (context) => [
        {
          name: 'gate',
          image: RUNTIME_IMAGE,
          script: runtimeScript('gate'),
          args: [context.params['issues-paths']],
          env: { WORKSPACE: context.workspaces.source.path, FAIL_ON: context.params['fail-on'], RESULT: context.results.verdict.path },
        },
      ],
    });
  }
}

function failOnParam(failOn = 'high') {
  return param.string({ default: failOn as string, description: 'the lowest severity that fails the run: critical, high, medium or low' });
}
