import { held, tryHeld } from './held';
import { adoptMistakes, known } from './known';
import { type OptionType, unknownKeys } from './option-keys';

/** Returns what is made of the options without their unknown keys; the mistakes are those of what was made. */
export function knownOf<T, M extends object>(type: OptionType, options: T, make: (given: T) => M): M {
  // nearly all options are right, and a holder for each would only be collected again
  const right = unknownKeys(type, options).length === 0 ? tryHeld(options) : undefined;
  if (right !== undefined || options === undefined) return make(right as T);
  const holder = {};
  const given = known(type, options, holder);
  const made = make(held(given, holder));
  adoptMistakes(made, '', holder);
  return made;
}
