import type { Construct } from 'constructs';
import { quoted, suggestion } from '../diagnostics';
import { capturePlace, isRecord, refuse, reportMistake } from '../synth';

const ROLES = {
  source: "a source, as new GitClone(chart, 'git-clone')",
  producer: "a producer, as new Gosec(chart, 'gosec')",
  enricher: "an enricher, as new Deduplicate(chart, 'deduplicate')",
  consumer: "a consumer, as new Summary(chart, 'summary')",
} as const;

const SCAN = 'write a function that returns the step of the scanner, as scan: ({ sarif }) => ({ image, args })';
const WORKSPACE = "write a Workspace, as Workspace.existingClaim('sources')";

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

/** Refuses what the types of a security pipeline refuse already, for programs that no compiler reads, and a pipeline without a producer. */
export function checkComponents(scope: Construct, id: string, props: AnyComponents | undefined): void {
  const owner = ownerOf(scope, id);
  if (!isRecord(props)) refuse(owner, 'props', props, 'write { source, producers, consumers }');
  checkRole(owner, 'source', props.source, 'source');
  checkRoles(owner, 'producers', props.producers, 'producer');
  checkRoles(owner, 'enrichers', props.enrichers ?? [], 'enricher');
  checkRoles(owner, 'consumers', props.consumers, 'consumer');
  checkWorkspaces(owner, props);
  if ((props.producers as readonly unknown[]).length === 0)
    throw new Error(`${owner.name}: a security pipeline without producers finds nothing; give it at least one`);
}

/** Reports options of a component that takes none; the compiler refuses them as one argument too many. */
export function refuseOptions(scope: Construct, id: string, given: unknown): void {
  if (!isRecord(given)) return;
  const place = capturePlace(refuseOptions);
  for (const key of Object.keys(given))
    reportMistake({ scope, id }, { code: 'TW299', where: key, message: `unknown option "${key}"${suggestion(key, [])}`, place });
}

/** Refuses what the types of a Producer refuse already, for programs that no compiler reads. */
export function checkProducer(scope: Construct, id: string, props: object | undefined): void {
  const owner = ownerOf(scope, id);
  const given: Readonly<Record<string, unknown>> = isRecord(props) ? props : {};
  if (typeof given.scan !== 'function') refuse(owner, 'scan', given.scan, SCAN);
  for (const field of ['okExitCodes', 'findingsExitCodes'])
    if (given[field] !== undefined && !Array.isArray(given[field])) refuse(owner, field, given[field], `write a list, as ${field}: [0, 1]`);
  checkChoice(scope, id, 'defaultLevel', given.defaultLevel, ['error', 'warning', 'note']);
  checkChoice(scope, id, 'ownReport', given.ownReport, ['gosec', 'semgrep']);
}

/** Refuses what is no step of a scanner. */
export function checkScan(scope: Construct, id: string, step: unknown): void {
  if (!isRecord(step)) refuse(ownerOf(scope, id), 'what scan returns', step, SCAN);
}

/** Refuses arguments of a tool that are no list: a text would be taken apart into its letters. */
export function checkTool(scope: Construct, id: string, { args }: { readonly args?: unknown }): void {
  if (args !== undefined && !Array.isArray(args)) refuse(ownerOf(scope, id), 'args', args, "write a list of texts, as args: ['-v']");
}

/** Stops at a value that is none of those allowed, as only programs have it that no compiler reads. */
export function checkChoice(scope: Construct, id: string, field: string, value: unknown, allowed: readonly string[]): void {
  if (value !== undefined && !allowed.some((one) => one === value))
    refuse(ownerOf(scope, id), field, value, `write one of: ${allowed.join(', ')}`);
}

function checkWorkspaces(owner: Owner, { workspace, sourceWorkspaces = {} }: AnyComponents): void {
  if (workspace !== undefined && !isWorkspace(workspace)) refuse(owner, 'workspace', workspace, WORKSPACE);
  if (!isRecord(sourceWorkspaces))
    refuse(owner, 'sourceWorkspaces', sourceWorkspaces, "write { 'ssh-directory': Workspace.secret('github') }");
  for (const [name, one] of Object.entries(sourceWorkspaces))
    if (!isWorkspace(one)) refuse(owner, `sourceWorkspaces.${name}`, one, WORKSPACE);
  if ('source' in sourceWorkspaces)
    throw new Error(`${owner.name} sourceWorkspaces.source: "source" is the workspace that all components share; give it as workspace`);
}

function isWorkspace(value: unknown): boolean {
  return isRecord(value) && isRecord(value.source);
}

function checkRoles(owner: Owner, field: string, list: unknown, role: Role): void {
  if (!Array.isArray(list)) refuse(owner, field, list, `write a list, each of it ${ROLES[role]}`, shown(list));
  for (const [at, one] of list.entries()) checkRole(owner, `${field}[${at}]`, one, role);
}

function checkRole(owner: Owner, field: string, component: unknown, role: Role): void {
  const fits = isRecord(component) && isRecord(component.surface) && Array.isArray(component.settled);
  // a source needs no role: what it gives tells that it is one
  if (fits && (component.role === role || (role === 'source' && component.role === undefined))) return;
  refuse(owner, field, component, `write ${ROLES[role]}`, shown(component));
}

/** A component as a message tells of it, its role too; undefined for what needs no more than its kind. */
function shown(value: unknown): string | undefined {
  if (typeof value === 'function' && value.name !== '') return `${quoted(value.name)}, a class or function,`;
  if (!isRecord(value)) return undefined;
  const { node, role } = value as { readonly node?: { readonly path?: unknown }; readonly role?: unknown };
  if (node === undefined) return undefined;
  return `${quoted(node.path)}${typeof role === 'string' ? `, of role ${role},` : ', without a role,'}`;
}

/** Whom messages name: what is checked here has not been made yet. */
function ownerOf(scope: Construct, id: string): Owner {
  return { name: `${scope.node.path}/${id}` };
}
