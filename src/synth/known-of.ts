import { makeOrNote } from '../diagnostics';
import { checkedCopy, tryCheckedCopy } from './checked-copy';
import { adoptMistakes, known, mistakesOf, reportValue } from './known';
import { type OptionType, unknownKeys } from './option-keys';
import { isRecord, shown } from './refuse';

/**
 * Makes an object from the options without their unknown keys, and reports these for the object. When `make` throws an error of tekwire,
 * or the options are not an object, the stand-in is returned and reports that.
 * @param standIn - made without options by default
 */
export function knownOf<T, M extends object>(type: OptionType, options: T, make: (given: T) => M, standIn?: () => M): M {
  if (options === undefined) return orStandIn(() => make({} as T), standIn);
  if (!isRecord(options)) return withoutOptions(options, make, standIn);
  // nearly all options are valid, and a holder for each would have to be collected again
  const right = unknownKeys(type, options).length === 0 ? tryCheckedCopy(options) : undefined;
  if (right !== undefined) return orStandIn(() => make(right), standIn);
  const holder = {};
  const given = known(type, options, holder);
  const made = orStandIn(() => makeOrTell(() => make(checkedCopy(given, holder) ?? ({} as T)), holder), standIn);
  adoptMistakes(made, '', holder);
  return made;
}

function orStandIn<M extends object>(make: () => M, standIn: (() => M) | undefined): M {
  return standIn === undefined ? make() : makeOrNote(make, standIn);
}

/** Reports options that are not an object: with the error of `make`, which says more, if it throws one. */
function withoutOptions<T, M extends object>(options: T, make: (given: T) => M, standIn: (() => M) | undefined): M {
  if (standIn === undefined) return reported(make({} as T), options);
  const made = makeOrNote(() => {
    make(options ?? ({} as T));
    return reported(standIn(), options);
  }, standIn);
  return made;
}

function reported<M extends object>(made: M, options: unknown): M {
  reportValue(made, '', '', `expected an object of options, found ${shown(options)}`);
  return made;
}

/** When nothing can be made because an option is missing, the error names unknown keys, one of which may be that option misspelt. */
function makeOrTell<M>(make: () => M, holder: object): M {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error) error.message = [error.message, ...mistakesOf(holder).map(({ message }) => message)].join('; ');
    throw error;
  }
}
