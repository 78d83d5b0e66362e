import { held, tryHeld } from './held';
import { adoptMistakes, known, mistakesOf } from './known';
import { type OptionType, unknownKeys } from './option-keys';

/** Returns what is made of the options without their unknown keys; the mistakes are those of what was made. */
export function knownOf<T, M extends object>(type: OptionType, options: T, make: (given: T) => M): M {
  // nearly all options are right, and a holder for each would only be collected again
  const right = unknownKeys(type, options).length === 0 ? tryHeld(options) : undefined;
  if (right !== undefined || options === undefined) return make(right as T);
  const holder = {};
  const given = known(type, options, holder);
  const made = makeOrTell(() => make(held(given, holder)), holder);
  adoptMistakes(made, '', holder);
  return made;
}

/** Where nothing can be made, because what is misspelt is missing, the error says so. */
function makeOrTell<M>(make: () => M, holder: object): M {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error) error.message = [error.message, ...mistakesOf(holder).map(({ message }) => message)].join('; ');
    throw error;
  }
}
