import { ruleError } from '../diagnostics';
import { exposedValues, scan, valuesIn } from '../refs';
import { variableName } from '../script';
import type { ContainerSpec, EnvVar } from '../spec';

type Container = Partial<Pick<ContainerSpec, 'env' | 'envFrom' | 'command' | 'args'>>;

/**
 * Returns the container with an environment in which no run-time value can expand another variable. The kubelet expands `$(NAME)` in
 * `env`, `command` and `args`: in `env` only for earlier variables, so entries with such values come first; in `command` and `args` for
 * all variables, so each value gets a variable of its own, whose content the kubelet does not expand again.
 * @param template - the Task's stepTemplate; Tekton puts its variables after those of the step (merge.go MergeStepsWithStepTemplate)
 * @see Kubernetes third_party/forked/golang/expansion/expand.go, pkg/kubelet/kubelet_pods.go makeEnvironmentVariables
 */
export function guardValues<T extends Container>(container: T, template: Container = NOTHING): T {
  const { env: own = NONE, envFrom = NONE } = container;
  const { env: usual = NONE, envFrom: usualFrom = NONE } = template;
  if (own.length + usual.length + envFrom.length + usualFrom.length === 0) return container;
  const isAlone = envFrom.length + usualFrom.length === 0 && ![...own, ...usual].some(isOther);
  return guarded(container, template, !isAlone);
}

/** Like `guardValues`, for the container of a StepAction: Tasks that use it may have a stepTemplate with variables. */
export function guardAction<T extends Container>(container: T): T {
  return guarded(container, NOTHING, true);
}

/** @param hasOthers - whether there is a variable without a run-time value, which a value in args could name */
function guarded<T extends Container>(container: T, template: Container, hasOthers: boolean): T {
  const { env: own = NONE } = container;
  const { env: usual = NONE } = template;
  const guard = new Guard([...inheritedValues(own, usual), ...own], new Set([...own, ...usual].map(({ name }) => name)));
  const program = hasOthers ? guardProgram(container, guard) : {};
  const env = guard.environment();
  return env.length === 0 ? container : { ...container, ...program, env };
}

/** @throws Error (with TW194) when a value of the container could print one of its secrets, in every order of the variables */
export function demandGuarded(where: string, container: Container, template?: Container): void {
  const [exposed] = exposedValues(container, template);
  if (exposed === undefined) return;
  const { body, secret, field } = exposed;
  throw ruleError(
    'TW194',
    `${where}.${field[0]}`,
    `"$(${body})" is beside ${secret}, which a value like "$(NAME)" would print`,
    wayOut(secret),
  );
}

function wayOut(secret: string): string {
  return secret.startsWith('Secret')
    ? 'list its keys in env, such as TOKEN: { valueFrom: { secretKeyRef: { name, key } } }, or mount it as a file'
    : 'mount the Secret as a file, or use single items of the array';
}

const NONE: readonly never[] = [];
const NOTHING: Container = {};

/** Variables of the template with run-time values, which would come after those of the step. */
function inheritedValues(own: readonly EnvVar[], template: readonly EnvVar[]): readonly EnvVar[] {
  if (!own.some(isOther)) return NONE;
  const names = new Set(own.map(({ name }) => name));
  return template.filter(({ name, value }) => !names.has(name) && holdsValue(value));
}

function guardProgram<T extends Container>(container: T, guard: Guard): Partial<T> {
  const changed: { command?: readonly string[]; args?: readonly string[] } = {};
  for (const field of ['command', 'args'] as const) {
    const items = container[field];
    if (items?.some(holdsValue)) changed[field] = items.map((item) => guard.withoutValues(item));
  }
  return changed as Partial<T>;
}

/** The environment of one container while values are moved out of its strings. */
class Guard {
  private readonly added = new Map<string, EnvVar>();

  constructor(
    private readonly env: readonly EnvVar[],
    private readonly names: Set<string>,
  ) {}

  /** Returns the string with a reference to a variable in place of every value. */
  withoutValues(text: string): string {
    let rest = '';
    let end = 0;
    for (const { body, at, isList } of valuesIn(text)) {
      if (isList) continue;
      const before = text.slice(end, at);
      rest += `${before}${endsInSign(before) ? '$' : ''}$(${this.nameOf(body)})`;
      end = at + body.length + '$()'.length;
    }
    return rest + text.slice(end);
  }

  /** Entries with a run-time value first; before them, the values that other strings refer to. */
  environment(): readonly EnvVar[] {
    const first: EnvVar[] = [];
    const rest: EnvVar[] = [];
    for (const entry of this.env) {
      const { value = '' } = entry;
      if (!holdsValue(value)) rest.push(entry);
      else if (this.isMixed(value)) rest.push({ ...entry, value: this.withoutValues(value) });
      else first.push(entry);
    }
    return [...this.added.values(), ...first, ...rest];
  }

  /** Whether the string also names another variable, and therefore cannot come before it. */
  private isMixed(value: string): boolean {
    if (value.indexOf('$(', 1) < 0) return false;
    return [...value.matchAll(REFERENCE)].some(([, name]) => name !== undefined && this.names.has(name));
  }

  private nameOf(body: string): string {
    const value = `$(${body})`;
    const known = this.env.find((entry) => entry.value === value) ?? this.added.get(value);
    if (known !== undefined) return known.name;
    const wanted = variableName(value);
    let name = wanted;
    for (let i = 2; this.names.has(name); i++) name = `${wanted}_${i}`;
    this.names.add(name);
    this.added.set(value, { name, value });
    return name;
  }
}

/** Escapes a string so that the container receives it unchanged; Tekton's own variables are kept. */
export function literal(text: string): string {
  if (!text.includes('$')) return text;
  const known = literals.get(text);
  if (known !== undefined) return known;
  const made = escaped(text);
  if (literals.size < MAX_LITERALS) literals.set(text, made);
  return made;
}

/** Programs that create many Tasks give them the same values. */
const literals = new Map<string, string>();
const MAX_LITERALS = 1000;

function escaped(text: string): string {
  const own = new Set(scan(text).flatMap(({ body, at }) => (TEKTON.test(body) ? [at] : [])));
  // a $ is special only together with the next character
  return text.replace(/\$(?=[$(])/g, (sign, at: number) => (own.has(at) ? sign : '$$'));
}

// docs/variables.md, and $(inputs.params.x) of older versions
const TEKTON = /^(?:params|tasks|finally|context|workspaces|results|steps?|credentials|artifacts|inputs)[.[]/;
// as the kubelet reads it: $$ is a literal $ and begins no reference
const REFERENCE = /\$\$|\$\(([^)]*)\)/g;

/** Whether the last `$` is a literal one, which would escape the reference after it. */
function endsInSign(text: string): boolean {
  return (/\$+$/.exec(text)?.[0].length ?? 0) % 2 === 1;
}

/** Whether the variable has no run-time value: it is a secret, a field or a literal. */
function isOther({ value }: EnvVar): boolean {
  return value === undefined || !scan(value).some(({ body }) => TEKTON.test(body));
}

function holdsValue(text: string | undefined): boolean {
  return valuesIn(text).some(({ isList }) => !isList);
}
