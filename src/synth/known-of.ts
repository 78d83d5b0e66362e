import { held } from './held';
import { adoptMistakes, known } from './known';
import type { OptionType } from './option-keys';

/** Returns what is made of the options without their unknown keys; the mistakes are those of what was made. */
export function knownOf<T, M extends object>(type: OptionType, options: T, make: (given: T) => M): M {
  const holder = {};
  const given = known(type, options, holder);
  const made = make(given === undefined ? given : held(given, holder));
  adoptMistakes(made, '', holder);
  return made;
}
