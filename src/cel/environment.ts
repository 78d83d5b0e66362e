import type { CelType, Signature } from './types';

/** What an environment adds to plain CEL. */
export interface CelEnvironment {
  readonly variables: Readonly<Record<string, CelType>>;
  /** Functions behind a dot, whose first argument stands before it. */
  readonly members: Readonly<Record<string, readonly Signature[]>>;
  /** Functions with a dotted name, by what stands before the dot. */
  readonly namespaces: Readonly<Record<string, readonly string[]>>;
  /** The type of a name that is not among the variables, unless it is a mistake. @default - every such name is a mistake */
  undeclared?(name: string): CelType | undefined;
}

export const NO_ENVIRONMENT: CelEnvironment = { variables: none(), members: none(), namespaces: none() };

const JSON_OBJECT = 'map<string,dyn>';

/** The extensions of cel-go for strings and lists (ext/strings.go, lists.go). */
const STRINGS_AND_LISTS: CelEnvironment['members'] = {
  first: ['list dyn'],
  last: ['list dyn'],
  charAt: ['string int string'],
  indexOf: ['string string int', 'string string int int'],
  lastIndexOf: ['string string int', 'string string int int'],
  join: ['list string', 'list string string'],
  lowerAscii: ['string string'],
  upperAscii: ['string string'],
  replace: ['string string string string', 'string string string int string'],
  split: ['string string list<string>', 'string string int list<string>'],
  substring: ['string int string', 'string int int string'],
  trim: ['string string'],
  format: ['string list string'],
  reverse: ['string string', 'list list<dyn>'],
  slice: ['list int int list<dyn>'],
  flatten: ['list list<dyn>', 'list int list<dyn>'],
  sort: ['list list<dyn>'],
  distinct: ['list list<dyn>'],
};

/**
 * The environment of the CEL interceptor of Triggers: the event and its functions, beside the extensions of cel-go for strings, lists, sets, math and
 * encodings (triggers pkg/interceptors/cel/cel.go makeCelEnv, triggers.go).
 */
export const TRIGGERS: CelEnvironment = {
  variables: none({ body: JSON_OBJECT, header: JSON_OBJECT, extensions: JSON_OBJECT, requestURL: 'string' }),
  members: none({
    match: ['map string string bool'],
    canonical: ['map string string'],
    truncate: ['string int string'],
    compareSecret: ['string string string string bool', 'string string string bool'],
    parseJSON: [`string ${JSON_OBJECT}`],
    parseYAML: [`string ${JSON_OBJECT}`],
    parseURL: [`string ${JSON_OBJECT}`],
    marshalJSON: ['map string', 'list string'],
    translate: ['string string string string'],
    ...STRINGS_AND_LISTS,
  }),
  namespaces: none({
    base64: ['encode', 'decode'],
    sets: ['contains', 'equivalent', 'intersects'],
    lists: ['range'],
    strings: ['quote'],
    math: 'greatest least ceil floor round trunc abs sign isNaN isInf isFinite sqrt bitAnd bitOr bitXor bitNot bitShiftLeft bitShiftRight'.split(
      ' ',
    ),
  }),
};

/**
 * The environment of the annotation `on-cel-expression` of Pipelines-as-Code: the event, one function for globs and, in newer versions, the
 * extensions of cel-go for strings and lists (pipelines-as-code pkg/matcher/cel.go celEvaluate, pkg/cel/cel.go).
 */
export const PIPELINES_AS_CODE: CelEnvironment = {
  variables: none({
    ...Object.fromEntries(
      ['event', 'event_type', 'event_title', 'target_branch', 'source_branch', 'target_url', 'source_url'].map((name) => [name, 'string']),
    ),
    ...Object.fromEntries(['body', 'headers', 'files'].map((name) => [name, JSON_OBJECT])),
  }),
  members: none({ pathChanged: ['string bool'], ...STRINGS_AND_LISTS }),
  namespaces: none({ lists: ['range'], strings: ['quote'] }),
};

/** What `{{ cel: … }}`, `{{ body… }}`, `{{ headers… }}` and `{{ files… }}` of Pipelines-as-Code know (pkg/cel/cel.go Value). */
export const PIPELINES_AS_CODE_VALUES: CelEnvironment = {
  variables: none({
    ...PIPELINES_AS_CODE.variables,
    ...Object.fromEntries(
      'revision repo_owner repo_name sender repo_url git_tag target_namespace trigger_comment pull_request_labels pull_request_number git_auth_secret'
        .split(' ')
        .map((name) => [name, 'string']),
    ),
    pac: JSON_OBJECT,
  }),
  members: none(STRINGS_AND_LISTS),
  namespaces: PIPELINES_AS_CODE.namespaces,
};

/** A table without inherited keys, so that no name is found by chance. */
function none<T>(fields: Readonly<Record<string, T>> = {}): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null), fields);
}
