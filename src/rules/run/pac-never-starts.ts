import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { PAC } from '../set/pipelines-as-code';
import type { ObjectView } from '../view/object-view';
import { mistakesOfCondition } from './pac-conditions';

/** Advice about annotations of Pipelines-as-Code that do not say together when the run starts. */
export const pacNeverStartsRules: readonly Rule[] = [
  {
    code: 'TW581',
    slug: 'pac-never-starts',
    title: 'annotations of Pipelines-as-Code that start the run for no event',
    why: 'on-event and on-target-branch count only together, beside a condition they are ignored, and a condition with an unknown name fails',
    source:
      'openshift-pipelines/pipelines-as-code pkg/matcher/annotation_matcher.go getTargetBranch, MatchPipelinerunByAnnotation; cel.go celEvaluate',
    severity: 'warning',
    lint: 'usual',
    on: 'object',
    only: 'labelled',
    check,
  },
];

function check({ kind, metadata: { annotations = {} } }: ObjectView, context: Context, report: Report): void {
  if (kind !== 'PipelineRun') return;
  const has = (name: string) => typeof annotations[PAC + name] === 'string';
  const at = (name: string) => ['metadata', 'annotations', PAC + name];
  if (has('on-cel-expression')) {
    for (const { message, fix, isOpen } of mistakesOfCondition(String(annotations[`${PAC}on-cel-expression`]), context))
      if (isOpen) report(at('on-cel-expression'), message, fix);
    const ignored = ['on-event', 'on-target-branch', 'on-label', 'on-path-change', 'on-path-change-ignore'].filter(has);
    const [first = ''] = ignored;
    if (first !== '')
      report(
        at(first),
        `on-cel-expression takes precedence, so Pipelines-as-Code ignores ${ignored.join(', ')}`,
        'write it into the condition',
      );
  } else if (!has('on-comment')) {
    const isIncoming = String(annotations[`${PAC}on-event`]).includes('incoming');
    for (const [one, other] of [PAIR, [PAIR[1], PAIR[0]] as const])
      if (has(one) && !has(other) && !isIncoming)
        report(
          at(one),
          `without ${quoted(PAC + other)}, no event starts the run`,
          `add ${PAC}${other}: "[${one === PAIR[0] ? 'main' : 'push'}]"`,
        );
  }
}

const PAIR = ['on-event', 'on-target-branch'] as const;
