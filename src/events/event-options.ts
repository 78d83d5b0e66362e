import { isRecord, knownOf, type OptionType, optionKeys, reportValue, shown } from '../synth';
import { isSecretKey } from './provider';

/** The form of an option: what untyped callers must pass, and what the event is made with when they do not. */
interface Form {
  readonly expected: string;
  readonly accepts: (value: unknown) => boolean;
  /** For an option that may not be left out. @default - undefined, as if it was left out */
  readonly standIn?: unknown;
}

const isString = (value: unknown): value is string => typeof value === 'string' && value !== '';

const strings = (example: string): Form => ({
  expected: `an array of strings, such as ${example}`,
  accepts: (value) => Array.isArray(value) && value.every(isString),
});
const string = (example: string): Form => ({ expected: `a string, such as ${example}`, accepts: isString });

const FORMS: Readonly<Record<string, Form>> = {
  branches: strings("['main', 'release/*']"),
  tags: strings("['v*']"),
  paths: strings("['services/web/']"),
  authors: strings("['octocat']"),
  actions: strings("['opened']"),
  labels: strings("['ready']"),
  associations: strings("['MEMBER']"),
  types: strings("['dev.cdevents.artifact.published.0.2.0']"),
  when: strings(`["body.action == 'push'"]`),
  from: string("'repository'"),
  on: string("'issue'"),
  header: string("'X-Token'"),
  kind: string("'registry'"),
  namespace: string("'flux-system'"),
  headersSecret: string("'flux-token'"),
  command: { ...string("'/test'"), standIn: '' },
  drafts: { expected: 'true or false', accepts: (value) => typeof value === 'boolean' },
  pathsToken: { expected: "a key of a Secret, such as { name: 'github', key: 'token' }", accepts: isSecretKey },
  owners: {
    expected: "an object such as { members: 'orgMembers', token: { name: 'github', key: 'token' } }",
    accepts: (value) => isRecord(value) && isSecretKey(value.token),
  },
  webhook: { expected: "an object such as { type: 'github', secret: 'receiver-token' }", accepts: isRecord },
};

const fields: Form = {
  expected: "an object of strings, such as { digest: 'body.target.digest' }",
  accepts: (value) => isRecord(value) && Object.values(value).every(isString),
};

/** Forms that an option has in one type only. */
const FORMS_OF: Partial<Record<OptionType, Readonly<Record<string, Form>>>> = {
  GenericProps: { fields: { ...fields, standIn: {} } },
  CloudEventProps: { fields, sources: strings("['https://ci.acme.example']") },
  FluxSourceChangedProps: {
    secret: {
      expected: "a key of a Secret, such as { name: 'flux-token', key: 'token' }",
      accepts: isSecretKey,
      standIn: { name: 'unknown', key: 'token' },
    },
    sources: {
      expected: "an array of sources, such as [{ kind: 'GitRepository', name: 'web' }]",
      accepts: (value) => Array.isArray(value) && value.length > 0 && value.every(isRecord),
      standIn: [],
    },
  },
};

/**
 * Makes an event from its options. Options with an unknown name or a wrong type are reported by the object that uses the event, and the
 * event is made without them, so that one mistake does not hide others.
 */
export function eventOf<T, E extends object>(type: OptionType, props: T, make: (given: T) => E): E {
  const wrong = isRecord(props) ? wrongOptions(type, props) : [];
  const made = knownOf(type, isRecord(props) ? without(props, wrong) : props, (given) => make({ ...standIns(type), ...given }));
  for (const { key, form } of wrong) reportValue(made, '', key, `expected ${form.expected}, found ${foundIn(props, key)}`);
  return made;
}

function formsOf(type: OptionType): Readonly<Record<string, Form>> {
  return { ...FORMS, ...FORMS_OF[type] };
}

function wrongOptions(type: OptionType, props: Readonly<Record<string, unknown>>): { readonly key: string; readonly form: Form }[] {
  const forms = formsOf(type);
  return optionKeys(type).flatMap((key) => {
    const form = forms[key];
    if (form === undefined || (props[key] === undefined && form.standIn === undefined)) return [];
    return form.accepts(props[key]) ? [] : [{ key, form }];
  });
}

function without<T>(props: T, wrong: readonly { readonly key: string }[]): T {
  if (wrong.length === 0) return props;
  return Object.fromEntries(Object.entries(props as object).filter(([key]) => !wrong.some((one) => one.key === key))) as T;
}

function standIns(type: OptionType): Readonly<Record<string, unknown>> {
  const forms = formsOf(type);
  const needed = optionKeys(type).filter((key) => forms[key]?.standIn !== undefined);
  return Object.fromEntries(needed.map((key) => [key, forms[key]?.standIn]));
}

/** Names the item of an array that has the wrong type. */
function foundIn(props: unknown, key: string): string {
  const value = (props as Readonly<Record<string, unknown>>)[key];
  const at = Array.isArray(value) ? value.findIndex((item) => !isString(item)) : -1;
  return at < 0 ? shown(value) : `${shown((value as readonly unknown[])[at])} at index ${at}`;
}
