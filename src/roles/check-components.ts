import type { Construct } from 'constructs';
import { quoted, suggestion } from '../diagnostics';
import { capturePlace, isRecord, refuse, reportMistake } from '../synth';

const ROLES = {
  source: "a source, as in new GitClone(chart, 'git-clone')",
  producer: "a producer, as in new Gosec(chart, 'gosec')",
  enricher: "an enricher, as in new Deduplicate(chart, 'deduplicate')",
  consumer: "a consumer, as in new Summary(chart, 'summary')",
} as const;

const SCAN = 'write a function that returns the step of the scanner, as in scan: ({ sarif }) => ({ image, args })';
const WORKSPACE = "write a Workspace, as in Workspace.existingClaim('sources')";

type Role = keyof typeof ROLES;

interface Owner {
  readonly name: string;
}

interface AnyComponents {
  readonly source: unknown;
  readonly producers: unknown;
  readonly enrichers?: unknown;
  readonly consumers: unknown;
  readonly workspace?: unknown;
  readonly sourceWorkspaces?: unknown;
}

/** Checks the props of a security pipeline for untyped callers, and that it has a producer. @throws Error */
export function checkComponents(scope: Construct, id: string, props: AnyComponents | undefined): void {
  const owner = ownerOf(scope, id);
  if (!isRecord(props)) refuse(owner, 'props', props, 'write { source, producers, consumers }');
  checkRole(owner, 'source', props.source, 'source');
  checkRoles(owner, 'producers', props.producers, 'producer');
  checkRoles(owner, 'enrichers', props.enrichers ?? [], 'enricher');
  checkRoles(owner, 'consumers', props.consumers, 'consumer');
  checkWorkspaces(owner, props);
  if ((props.producers as readonly unknown[]).length === 0)
    throw new Error(`${owner.name}: a security pipeline needs at least one producer`);
}

/** Reports options of a component that takes none; the compiler refuses them as one argument too many. */
export function refuseOptions(scope: Construct, id: string, given: unknown): void {
  if (!isRecord(given)) return;
  const place = capturePlace(refuseOptions);
  for (const key of Object.keys(given))
    reportMistake({ scope, id }, { code: 'TW299', where: key, message: `unknown option "${key}"${suggestion(key, [])}`, place });
}

/** Checks the props of a Producer for untyped callers. @throws Error */
export function checkProducer(scope: Construct, id: string, props: object | undefined): void {
  const owner = ownerOf(scope, id);
  const given: Readonly<Record<string, unknown>> = isRecord(props) ? props : {};
  if (typeof given.scan !== 'function') refuse(owner, 'scan', given.scan, SCAN);
  for (const field of ['okExitCodes', 'findingsExitCodes'])
    if (given[field] !== undefined && !Array.isArray(given[field]))
      refuse(owner, field, given[field], `write an array, as in ${field}: [0, 1]`);
  checkChoice(scope, id, 'defaultLevel', given.defaultLevel, ['error', 'warning', 'note']);
  checkChoice(scope, id, 'ownReport', given.ownReport, ['gosec', 'semgrep']);
}

/** Checks that `scan` returned a step. @throws Error */
export function checkScan(scope: Construct, id: string, step: unknown): void {
  if (!isRecord(step)) refuse(ownerOf(scope, id), 'the return value of scan', step, SCAN);
}

/** Checks that the arguments of a tool are an array: a string would be split into its letters. @throws Error */
export function checkTool(scope: Construct, id: string, { args }: { readonly args?: unknown }): void {
  if (args !== undefined && !Array.isArray(args)) refuse(ownerOf(scope, id), 'args', args, "write an array of strings, as in args: ['-v']");
}

/** Checks that a value is in a closed set, for untyped callers. @throws Error */
export function checkChoice(scope: Construct, id: string, field: string, value: unknown, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.some((one) => one === value))
    refuse(ownerOf(scope, id), field, value, `expected one of: ${allowed.join(', ')}`);
}

function checkWorkspaces(owner: Owner, { workspace, sourceWorkspaces = {} }: AnyComponents): void {
  if (workspace !== undefined && !isWorkspace(workspace)) refuse(owner, 'workspace', workspace, WORKSPACE);
  if (!isRecord(sourceWorkspaces))
    refuse(owner, 'sourceWorkspaces', sourceWorkspaces, "write { 'ssh-directory': Workspace.secret('github') }");
  for (const [name, one] of Object.entries(sourceWorkspaces))
    if (!isWorkspace(one)) refuse(owner, `sourceWorkspaces.${name}`, one, WORKSPACE);
  if ('source' in sourceWorkspaces)
    throw new Error(
      `${owner.name} sourceWorkspaces.source: "source" is the workspace that all components share; set it with the prop "workspace"`,
    );
}

function isWorkspace(value: unknown): boolean {
  return isRecord(value) && isRecord(value.source);
}

function checkRoles(owner: Owner, field: string, list: unknown, role: Role): void {
  if (!Array.isArray(list)) refuse(owner, field, list, `write an array, each item ${ROLES[role]}`, shown(list));
  for (const [at, one] of list.entries()) checkRole(owner, `${field}[${at}]`, one, role);
}

function checkRole(owner: Owner, field: string, component: unknown, role: Role): void {
  const fits = isRecord(component) && isRecord(component.surface) && Array.isArray(component.settled);
  // a source needs no role: its results identify it
  if (fits && (component.role === role || (role === 'source' && component.role === undefined))) return;
  refuse(owner, field, component, `write ${ROLES[role]}`, shown(component));
}

/** Describes a component with its role for a message; undefined for values that are described by their type. */
function shown(value: unknown): string | undefined {
  if (typeof value === 'function' && value.name !== '') return `${quoted(value.name)}, a class or function,`;
  if (!isRecord(value)) return undefined;
  const { node, role } = value as { readonly node?: { readonly path?: unknown }; readonly role?: unknown };
  if (node === undefined) return undefined;
  return `${quoted(node.path)}${typeof role === 'string' ? `, of role ${role},` : ', without a role,'}`;
}

/** The path of a construct that does not exist yet, for messages. */
function ownerOf(scope: Construct, id: string): Owner {
  return { name: `${scope.node.path}/${id}` };
}
