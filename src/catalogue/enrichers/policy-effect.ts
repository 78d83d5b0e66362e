import type { PolicyEffect } from '../../findings';
import { type FutureConstruct, refuse, refuseChoice } from '../../synth';
import { fail } from './step';

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'none'] as const;

/** Throws when a rule has no effect, or a malformed one. */
export function checkEffect(owner: FutureConstruct, where: string, { severity, accept, tag }: PolicyEffect): void {
  if (severity === undefined && accept === undefined && tag === undefined)
    fail(owner, where, 'the rule has no effect; set severity, accept or tag');
  if (severity !== undefined && !SEVERITIES.includes(severity)) refuseChoice(owner, `${where}.severity`, severity, SEVERITIES);
  for (const [name, value] of Object.entries({ accept, tag }))
    if (value !== undefined && (typeof value !== 'string' || value.trim() === ''))
      refuse(owner, `${where}.${name}`, value, 'a string that is not empty');
}
