import type { IConstruct } from 'constructs';
import { Judgement } from './judgement';

/** What `ask` gives, while the messages of the construct's app have no places in the program: what stands in a test must not move with its lines. */
export function withoutPlaces<T>(construct: IConstruct, ask: () => T): T {
  return Judgement.of(construct).withoutPlaces(ask);
}
