import type { Construct } from 'constructs';
import { quoted } from '../diagnostics';

const ROLES = {
  source: "a source, as new GitClone(chart, 'git-clone')",
  producer: "a producer, as new Gosec(chart, 'gosec')",
  enricher: "an enricher, as new Deduplicate(chart, 'deduplicate')",
  consumer: "a consumer, as new Summary(chart, 'summary')",
} as const;

const SCAN = 'write a function that returns the step of the scanner, as scan: ({ sarif }) => ({ image, args })';
const WORKSPACE = "write a Workspace, as Workspace.existingClaim('sources')";

type Role = keyof typeof ROLES;

interface AnyComponents {
  readonly source: unknown;
  readonly producers: unknown;
  readonly enrichers?: unknown;
  readonly consumers: unknown;
  readonly workspace?: unknown;
  readonly sourceWorkspaces?: unknown;
}

/** Refuses what the types of a security pipeline refuse already, for programs that no compiler reads, and a pipeline without a producer. */
export function checkComponents(scope: Construct, id: string, props: AnyComponents | undefined): void {
  const path = pathOf(scope, id);
  if (!isObject(props)) refuse(path, 'props', props, 'write { source, producers, consumers }');
  checkRole(path, 'source', props.source, 'source');
  checkRoles(path, 'producers', props.producers, 'producer');
  checkRoles(path, 'enrichers', props.enrichers ?? [], 'enricher');
  checkRoles(path, 'consumers', props.consumers, 'consumer');
  checkWorkspaces(path, props);
  if ((props.producers as readonly unknown[]).length === 0)
    throw new Error(`${path}: a security pipeline without producers finds nothing; give it at least one`);
}

/** Refuses what the types of a Producer refuse already, for programs that no compiler reads. */
export function checkProducer(scope: Construct, id: string, props: object | undefined): void {
  const path = pathOf(scope, id);
  const given: Readonly<Record<string, unknown>> = isObject(props) ? props : {};
  if (typeof given.scan !== 'function') refuse(path, 'scan', given.scan, SCAN);
  for (const field of ['okExitCodes', 'findingsExitCodes'])
    if (given[field] !== undefined && !Array.isArray(given[field])) refuse(path, field, given[field], `write a list, as ${field}: [0, 1]`);
  checkChoice(scope, id, 'defaultLevel', given.defaultLevel, ['error', 'warning', 'note']);
}

/** Refuses what is no step of a scanner. */
export function checkScan(scope: Construct, id: string, step: unknown): void {
  if (!isObject(step)) refuse(pathOf(scope, id), 'what scan returns', step, SCAN);
}

/** Refuses arguments of a tool that are no list: a text would be taken apart into its letters. */
export function checkTool(scope: Construct, id: string, { args }: { readonly args?: unknown }): void {
  if (args !== undefined && !Array.isArray(args)) refuse(pathOf(scope, id), 'args', args, "write a list of texts, as args: ['-v']");
}

/** Stops at a value that is none of those allowed, as only programs have it that no compiler reads. */
export function checkChoice(scope: Construct, id: string, field: string, value: unknown, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.some((one) => one === value))
    refuse(pathOf(scope, id), field, value, `write one of: ${allowed.join(', ')}`);
}

function checkWorkspaces(path: string, { workspace, sourceWorkspaces = {} }: AnyComponents): void {
  if (workspace !== undefined && !isWorkspace(workspace)) refuse(path, 'workspace', workspace, WORKSPACE);
  if (!isObject(sourceWorkspaces))
    refuse(path, 'sourceWorkspaces', sourceWorkspaces, "write { 'ssh-directory': Workspace.secret('github') }");
  for (const [name, one] of Object.entries(sourceWorkspaces))
    if (!isWorkspace(one)) refuse(path, `sourceWorkspaces.${name}`, one, WORKSPACE);
  if ('source' in sourceWorkspaces)
    throw new Error(`${path} sourceWorkspaces.source: "source" is the workspace that all components share; give it as workspace`);
}

function isWorkspace(value: unknown): boolean {
  return isObject(value) && isObject(value.source);
}

function checkRoles(path: string, field: string, list: unknown, role: Role): void {
  if (!Array.isArray(list)) refuse(path, field, list, `write a list, each of it ${ROLES[role]}`);
  for (const [at, one] of list.entries()) checkRole(path, `${field}[${at}]`, one, role);
}

function checkRole(path: string, field: string, component: unknown, role: Role): void {
  const fits = isObject(component) && isObject(component.surface) && Array.isArray(component.settled);
  // a source needs no role: what it gives tells that it is one
  if (fits && (component.role === role || (role === 'source' && component.role === undefined))) return;
  refuse(path, field, component, `write ${ROLES[role]}`);
}

function refuse(path: string, field: string, value: unknown, allowed: string): never {
  throw new Error(`${path} ${field}: ${shown(value)} is given; ${allowed}`);
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  if (typeof value === 'function') return value.name === '' ? 'a function' : `${quoted(value.name)}, a class or function,`;
  if (Array.isArray(value)) return 'a list';
  if (!isObject(value)) return quoted(value);
  const { node, role } = value as { readonly node?: { readonly path?: unknown }; readonly role?: unknown };
  return node === undefined ? 'an object' : `${quoted(node.path)}${typeof role === 'string' ? `, of role ${role},` : ', without a role,'}`;
}

function pathOf(scope: Construct, id: string): string {
  return `${scope.node.path}/${id}`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
