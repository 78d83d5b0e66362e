import { anyFile } from '../conditions';
import { type Condition, celOf, type Event } from '../event';

const PREFIX = 'pipelinesascode.tekton.dev/';

/** How Pipelines-as-Code selects the event: its annotations, or why it cannot. */
export interface Selection {
  readonly annotations: Readonly<Record<string, string>>;
  readonly mistake?: string;
}

const EVENTS: readonly (readonly [kind: RegExp, event: string])[] = [
  [/^(?:github|gitlab|gitea)-(?:push|tag)$/, 'push'],
  [/^(?:github|gitea)-pull-request(?:-fork|-any)?$/, 'pull_request'],
  [/^gitlab-merge-request(?:-fork|-any)?$/, 'pull_request'],
  [/^github-comment$/, 'comment'],
];

/** The name of an annotation of Pipelines-as-Code. */
export function annotation(name: string): string {
  return PREFIX + name;
}

/**
 * The annotations that select the same events as the Trigger: `on-event`, `on-target-branch` and `on-path-change` where these mean the
 * same, otherwise a condition in CEL, which replaces them.
 * @see pipelines-as-code pkg/matcher/annotation_matcher.go MatchPipelinerunByAnnotation
 */
export function selectionOf(event: Event): Selection {
  const on = EVENTS.find(([kind]) => kind.test(event.kind))?.[1];
  if (on === undefined) return refused(`Pipelines-as-Code starts no runs for the event "${event.kind}"`);
  if (event.interceptors.some(({ params = [] }) => params.some(({ name }) => name === 'githubOwners')))
    return refused('Pipelines-as-Code checks the author itself, so "owners" has no effect');
  const conditions = event.conditions.map((one) => (typeof one === 'string' ? { cel: one } : one)).filter(({ pac }) => pac !== '');
  return on === 'comment' ? comment(conditions) : selected(on, conditions);
}

function refused(mistake: string): Selection {
  return { annotations: {}, mistake };
}

/** A comment is selected before, and without, any other condition. */
function comment(conditions: readonly Condition[]): Selection {
  const others = conditions.filter(({ command }) => command === undefined);
  const [command] = conditions.flatMap((one) => (one.command === undefined ? [] : [one.command]));
  if (others.length > 0 || command === undefined)
    return refused(`Pipelines-as-Code cannot check ${others.map(celOf).join(' && ')} of a comment; it checks the author itself`);
  return { annotations: { [annotation('on-comment')]: `^${command.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(\\s|$)` } };
}

function selected(on: string, conditions: readonly Condition[]): Selection {
  const refs = conditions.find((one) => one.refs !== undefined)?.refs;
  const paths = conditions.find((one) => one.paths !== undefined)?.paths;
  const rest = conditions.filter((one) => one.refs === undefined && one.paths === undefined);
  const targets = targetsOf(refs);
  const files = paths === undefined ? [] : filesOf(paths);
  if (rest.length > 0 || targets === undefined || files === undefined)
    return { annotations: { [annotation('on-cel-expression')]: expression(on, conditions) } };
  return {
    annotations: {
      [annotation('on-event')]: `[${on}]`,
      [annotation('on-target-branch')]: list(targets),
      ...(files.length > 0 && { [annotation('on-path-change')]: list(files) }),
    },
  };
}

/** The payload of a push lists its files in other forms than a TriggerBinding sees them, so the files are those that it asks the API for. */
function expression(on: string, conditions: readonly Condition[]): string {
  const all = conditions.map(({ cel, pac, paths }) => (paths === undefined ? (pac ?? cel) : anyFile('files.all', paths)));
  return [`event == '${on}'`, ...all.map((one) => (/\|\|/.test(one) ? `(${one})` : one))].join(' && ');
}

function list(values: readonly string[]): string {
  return `[${values.map((value) => value.replaceAll(',', '&#44;')).join(', ')}]`;
}

// in its globs a star also matches "/"
const GLOB = /[*?[\]{}!\\]/;

/** Branches and tags as its globs; undefined where these mean something else. @see pkg/matcher/annotation_matcher.go branchMatch */
function targetsOf(refs: Condition['refs']): readonly string[] | undefined {
  const { prefix, patterns } = refs ?? { prefix: 'refs/heads/', patterns: [] };
  const start = prefix === 'refs/heads/' ? '' : prefix;
  if (patterns.length === 0) return [`${start}*`];
  const targets = patterns.map((pattern) => exact(pattern));
  return targets.some((one) => one === undefined) ? undefined : targets.map((one) => `${start}${one}`);
}

function exact(pattern: string): string | undefined {
  const name = pattern.endsWith('**') ? pattern.slice(0, -2) : pattern;
  if (GLOB.test(name)) return undefined;
  return name === pattern ? name : `${name}*`;
}

/** Paths as its globs; undefined where these mean something else. */
function filesOf(paths: readonly string[]): readonly string[] | undefined {
  const files = paths.map((path) => exact(path.endsWith('/') ? `${path}**` : path));
  return files.some((one) => one === undefined) ? undefined : files.map((one) => String(one));
}
