import {
  arrayForm,
  attempt,
  booleanForm,
  demandForm,
  type Form,
  isRecord,
  knownOf,
  type OptionType,
  optionKeys,
  stringForm,
} from '../synth';
import { isSecretKey } from './provider';

/** The form of an option. */
interface EventForm extends Form {
  /** What the event is made with when an option is wrong or missing that may not be left out. @default - undefined, as if it was left out */
  readonly standIn?: unknown;
  /** The same only for an option that is wrong. @default - undefined */
  readonly instead?: unknown;
}

/** An empty list would mean every event, although it names none. */
const strings = (example: string): Form => {
  const form = arrayForm(`an array of at least one string, such as ${example}`);
  return { ...form, accepts: (value) => form.accepts(value) && (value as readonly unknown[]).length > 0 };
};
const secret: Form = { expected: "a key of a Secret, such as { name: 'github-webhook', key: 'token' }", accepts: isSecretKey };

const FORMS: Readonly<Record<string, EventForm>> = {
  branches: strings("['main', 'release/*']"),
  tags: strings("['v*']"),
  paths: strings("['services/web/']"),
  authors: strings("['octocat']"),
  actions: strings("['opened']"),
  labels: strings("['ready']"),
  associations: strings("['MEMBER']"),
  types: strings("['dev.cdevents.artifact.published.0.2.0']"),
  when: strings(`["body.action == 'push'"]`),
  from: stringForm("'repository'"),
  on: stringForm("'issue'"),
  secret: { ...secret, instead: { name: 'unknown', key: 'token' } },
  header: stringForm("'X-Token'"),
  kind: stringForm("'registry'"),
  namespace: stringForm("'flux-system'"),
  headersSecret: stringForm("'flux-token'"),
  command: { ...stringForm("'/test'"), standIn: '' },
  drafts: booleanForm,
  pathsToken: { expected: "a key of a Secret, such as { name: 'github', key: 'token' }", accepts: isSecretKey },
  owners: {
    expected: "an object such as { members: 'orgMembers', token: { name: 'github', key: 'token' } }",
    accepts: (value) => isRecord(value) && isSecretKey(value.token),
  },
  webhook: { expected: "an object such as { type: 'github', secret: 'receiver-token' }", accepts: isRecord },
};

const fields: Form = {
  expected: "an object of strings, such as { digest: 'body.target.digest' }",
  accepts: (value) => isRecord(value) && Object.values(value).every((one) => typeof one === 'string' && one !== ''),
};

/** Forms that an option has in one type only. */
const FORMS_OF: Partial<Record<OptionType, Readonly<Record<string, EventForm>>>> = {
  GenericProps: { fields: { ...fields, standIn: {} } },
  CloudEventProps: { fields, sources: strings("['https://ci.acme.example']") },
  FluxSourceChangedProps: {
    secret: {
      expected: "a key of a Secret, such as { name: 'flux-token', key: 'token' }",
      accepts: isSecretKey,
      standIn: { name: 'unknown', key: 'token' },
    },
    sources: {
      ...arrayForm("an array of sources, such as [{ kind: 'GitRepository', name: 'web' }]", isRecord),
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
  const forms = formsOf(type);
  const wrong = isRecord(props) ? forms.filter(([key, form]) => isWrong(props[key], form)) : [];
  const standIns = Object.fromEntries(forms.flatMap(([key, { standIn }]) => (standIn === undefined ? [] : [[key, standIn]])));
  const instead = Object.fromEntries(wrong.flatMap(([key, form]) => (form.instead === undefined ? [] : [[key, form.instead]])));
  const made = knownOf(type, wrong.length === 0 ? props : without(props, wrong), (given) => make({ ...standIns, ...instead, ...given }));
  for (const [key, form] of wrong) attempt(made, () => demandForm(made, key, (props as Readonly<Record<string, unknown>>)[key], form));
  return made;
}

function formsOf(type: OptionType): (readonly [key: string, form: EventForm])[] {
  const forms: Readonly<Record<string, EventForm>> = { ...FORMS, ...FORMS_OF[type] };
  return optionKeys(type).flatMap((key) => {
    const form = forms[key];
    return form === undefined ? [] : [[key, form] as const];
  });
}

function isWrong(value: unknown, { accepts, standIn }: EventForm): boolean {
  return (value !== undefined || standIn !== undefined) && !accepts(value);
}

function without<T>(props: T, wrong: readonly (readonly [key: string, form: EventForm])[]): T {
  return Object.fromEntries(Object.entries(props as object).filter(([key]) => !wrong.some(([one]) => one === key))) as T;
}
