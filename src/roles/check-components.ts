import type { Construct } from 'constructs';
import { quoted, suggestion, TekwireError } from '../diagnostics';
import type { ConverterName } from '../findings';
import { NO_TASK } from '../pipeline';
import {
  attempt,
  captureLocation,
  demandDuration,
  demandList,
  demandRecord,
  demandStrings,
  type FutureConstruct,
  isRecord,
  pathOf,
  refuse,
  refuseChoice,
  reportMistake,
  withoutRefused,
} from '../synth';
import { RUNTIME_IMAGE } from './runtime';

const ROLES = {
  source: "a source, such as new GitClone(chart, 'git-clone')",
  producer: "a producer, such as new Gosec(chart, 'gosec')",
  sbom: "a tool that lists components, such as new Syft(chart, 'syft')",
  enricher: "an enricher, such as new Deduplicate(chart, 'deduplicate')",
  consumer: "a consumer, such as new Summary(chart, 'summary')",
} as const;

const SCAN = 'a function that returns the step of the scanner; write scan: ({ sarif }) => ({ image, args })';
const WORKSPACE = "a Workspace, such as Workspace.existingClaim('sources')";

type Role = keyof typeof ROLES;

type AnyComponents = Partial<
  Record<'source' | 'producers' | 'sboms' | 'enrichers' | 'consumers' | 'workspace' | 'sourceWorkspaces', unknown>
>;

/** The scanner of a producer that declares none, which is reported already. */
const noScan = () => ({ image: RUNTIME_IMAGE, command: ['true'] });

/**
 * Reports props of a security pipeline that cannot be used, and a pipeline without a producer; returns the others. Instead of a source that
 * cannot be used it has `NO_TASK`.
 */
export function checkedComponents<T extends AnyComponents>(scope: Construct, id: string, props: T): T {
  const owner = { scope, id };
  const given: AnyComponents = attempt(owner, () => (isRecord(props) ? props : refuse(owner, 'props', props, PROPS))) ?? {};
  const isMissing = !isRecord(props);
  const source = isMissing ? undefined : attempt(owner, () => checkedRole(owner, 'source', given.source, 'source'));
  const checked = {
    ...given,
    source: source ?? NO_TASK,
    producers: isMissing ? [] : checkedRoles(owner, 'producers', given.producers, 'producer'),
    sboms: checkedRoles(owner, 'sboms', given.sboms ?? [], 'sbom'),
    enrichers: checkedRoles(owner, 'enrichers', given.enrichers ?? [], 'enricher'),
    consumers: isMissing ? [] : checkedRoles(owner, 'consumers', given.consumers, 'consumer'),
    workspace: attempt(owner, () => checkedWorkspace(owner, 'workspace', given.workspace)),
    sourceWorkspaces: checkedSourceWorkspaces(owner, given.sourceWorkspaces ?? {}),
  };
  if (Array.isArray(given.producers) && given.producers.length === 0) attempt(owner, () => refuseToScanNothing(owner));
  return checked as unknown as T;
}

const PROPS = '{ source, producers, consumers }';

function refuseToScanNothing(owner: FutureConstruct): never {
  const problem = 'a security pipeline needs at least one producer';
  throw new TekwireError(`${pathOf(owner)}: ${problem}`, { where: 'producers', problem });
}

/** Reports options of a component that takes none; the compiler refuses them as one argument too many. */
export function refuseOptions(scope: Construct, id: string, given: unknown): void {
  if (!isRecord(given)) return;
  const location = captureLocation(refuseOptions);
  for (const key of Object.keys(given))
    reportMistake({ scope, id }, { code: 'TW299', where: key, message: `unknown option "${key}"${suggestion(key, [])}`, location });
}

/** Reports props of a Producer that cannot be used; returns the others, with a `scan` in any case. */
export function checkedProducer<T extends object>(scope: Construct, id: string, props: T): T {
  const owner = { scope, id };
  const kept = withoutRefused(owner, (isRecord(props) ? props : {}) as Readonly<Record<string, unknown>>, (field, value) => {
    if (field.endsWith('ExitCodes') && value !== undefined && !Array.isArray(value))
      refuse(owner, field, value, `an array, such as ${field}: [0, 1]`);
    // the scan and its canary have the same, and would report it twice
    if (field === 'timeout') demandDuration(owner, field, value);
    if (field === 'env') demandEnv(owner, value);
    const allowed = CHOICES.get(field);
    if (allowed !== undefined) demandChoice(owner, field, value, allowed);
  });
  refuseOverlaps(owner, kept);
  if (typeof kept.scan === 'function') return kept as T;
  attempt(owner, () => refuse(owner, 'scan', kept.scan, SCAN));
  return { ...kept, scan: noScan } as unknown as T;
}

function demandEnv(owner: FutureConstruct, env: unknown): void {
  demandRecord(owner, 'env', env, "an object of variables by name, such as env: { LEVEL: 'high' }");
  for (const [name, value] of Object.entries(env ?? {}))
    if (typeof value !== 'string' && !isRecord(value)) refuse(owner, `env.${name}`, value, 'a string, a param, or { valueFrom }');
}

/** Reports an exit code with two meanings: a scan with findings could count as one that found nothing to scan. */
function refuseOverlaps(owner: FutureConstruct, props: Readonly<Record<string, unknown>>): void {
  const meanings = new Map<unknown, string>();
  for (const field of ['okExitCodes', 'findingsExitCodes', 'nothingExitCodes']) {
    const codes = props[field] ?? (field === 'okExitCodes' ? [0] : []);
    if (!Array.isArray(codes)) continue;
    for (const code of new Set<unknown>(codes)) {
      const other = meanings.get(code);
      if (other === undefined) meanings.set(code, field);
      else
        attempt(owner, () =>
          refuse(
            owner,
            field,
            codes,
            `exit codes that ${other} does not have; remove ${String(code)} from one of them`,
            `[${codes.join(', ')}]`,
          ),
        );
    }
  }
}

const CONVERTERS: readonly ConverterName[] = ['bandit', 'nuclei', 'shellcheck', 'testssl'];

const CHOICES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['defaultLevel', ['error', 'warning', 'note']],
  ['ownReport', ['gosec', 'grype', 'kics', 'semgrep']],
  ['converter', CONVERTERS],
]);

/** Reports a return value of `scan` that is not a step, and returns a step in any case. */
export function checkedScan<T extends object>(scope: Construct, id: string, step: T): T {
  const owner = { scope, id };
  return (
    attempt(owner, () => (isRecord(step) ? step : refuse(owner, 'the return value of scan', step, 'a step such as { image, args }'))) ??
    (noScan() as unknown as T)
  );
}

/** Reports arguments of a tool that are no array, as a string would be split into its letters; returns the other options. */
export function checkedTool<T extends object>(scope: Construct, id: string, options: T): T {
  const owner = { scope, id };
  return withoutRefused(owner, options, (field, value) => {
    if (field === 'args' || field === 'command') demandStrings(owner, field, value, `an array of strings, such as ${field}: ['-v']`);
  });
}

/** Reports anything but an array or undefined, for untyped callers; returns the array. `example` shows the option with a value. */
export function checkedList<T>(scope: Construct, id: string, field: string, list: T, example: string): T | undefined {
  const owner = { scope, id };
  return attempt(owner, () => {
    demandList(owner, field, list, `an array, such as ${example}`);
    return list;
  });
}

/** Reports a value outside of a closed set, for untyped callers; returns any other, and else undefined. */
export function checkedChoice<T>(scope: Construct, id: string, field: string, value: T, allowed: readonly string[]): T | undefined {
  return attempt({ scope, id }, () => demandChoice({ scope, id }, field, value, allowed));
}

function demandChoice<T>(owner: FutureConstruct, field: string, value: T, allowed: readonly string[]): T {
  return value === undefined || allowed.some((one) => one === value) ? value : refuseChoice(owner, field, value, allowed);
}

function checkedSourceWorkspaces(owner: FutureConstruct, given: unknown): object {
  const field = 'sourceWorkspaces';
  const all = attempt(owner, () => (isRecord(given) ? given : refuse(owner, field, given, SOURCE_WORKSPACES)));
  return withoutRefused(owner, all ?? {}, (name, one) => {
    checkedWorkspace(owner, `${field}.${name}`, one);
    if (name === 'source') refuseShared(owner);
  });
}

const SOURCE_WORKSPACES = "an object of workspaces by name, such as { 'ssh-directory': Workspace.secret('github') }";

function refuseShared(owner: FutureConstruct): never {
  const where = 'sourceWorkspaces.source';
  const problem = '"source" is the workspace that all components share; set it with the prop "workspace"';
  throw new TekwireError(`${pathOf(owner)} ${where}: ${problem}`, { where, problem });
}

function checkedWorkspace(owner: FutureConstruct, field: string, workspace: unknown): unknown {
  return workspace === undefined || isWorkspace(workspace) ? workspace : refuse(owner, field, workspace, WORKSPACE);
}

function isWorkspace(value: unknown): boolean {
  return isRecord(value) && isRecord(value.source);
}

function checkedRoles(owner: FutureConstruct, field: string, list: unknown, role: Role): readonly unknown[] {
  const items = attempt(owner, () =>
    Array.isArray(list) ? (list as readonly unknown[]) : refuse(owner, field, list, `an array, each item ${ROLES[role]}`, shown(list)),
  );
  return (items ?? []).filter((one, at) => attempt(owner, () => checkedRole(owner, `${field}[${at}]`, one, role)));
}

function checkedRole(owner: FutureConstruct, field: string, component: unknown, role: Role): unknown {
  const fits = isRecord(component) && isRecord(component.surface) && Array.isArray(component.preset);
  // a source needs no role: its results identify it
  if (fits && (component.role === role || (role === 'source' && component.role === undefined))) return component;
  return refuse(owner, field, component, ROLES[role], shown(component));
}

/** Describes a component with its role for a message; undefined for values that are described by their type. */
function shown(value: unknown): string | undefined {
  if (typeof value === 'function' && value.name !== '') return `the class or function ${quoted(value.name)}`;
  if (!isRecord(value)) return undefined;
  const { node, role } = value as { readonly node?: { readonly path?: unknown }; readonly role?: unknown };
  if (node === undefined) return undefined;
  return `${quoted(node.path)}${typeof role === 'string' ? `, of role ${role}` : ', without a role'}`;
}
