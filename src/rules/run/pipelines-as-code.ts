import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import { isPipelinesAsCode, PAC } from '../set/pipelines-as-code';
import type { ObjectView } from '../view/object-view';
import { mistakeOfValue, mistakesOfCondition, PAC_EVENTS } from './pac-conditions';

const STRICTER = 'Tekton does not read the annotations of Pipelines-as-Code';

/** Rules about annotations and variables of Pipelines-as-Code in a PipelineRun. */
export const pipelinesAsCodeRules: readonly Rule[] = [
  {
    code: 'TW344',
    slug: 'unknown-pac-annotation',
    title: 'unknown annotation of Pipelines-as-Code',
    why: 'Pipelines-as-Code ignores it: it does not fetch the Task, or starts the run for other events than intended',
    source: 'openshift-pipelines/pipelines-as-code pkg/apis/pipelinesascode/keys/keys.go, pkg/resolve',
    severity: 'error',
    stricter: STRICTER,
    on: 'object',
    only: 'labelled',
    check: onRun(checkName),
  },
  {
    code: 'TW345',
    slug: 'invalid-pac-annotation',
    title: 'invalid value of a Pipelines-as-Code annotation',
    why: 'the run never starts, and only the log of the controller shows it',
    source: 'openshift-pipelines/pipelines-as-code pkg/matcher/annotation_matcher.go, cel.go; docs "Matching events to a PipelineRun"',
    severity: 'error',
    stricter: STRICTER,
    on: 'object',
    only: 'labelled',
    check: onRun(checkValue),
  },
  {
    code: 'TW346',
    slug: 'unknown-pac-variable',
    title: 'misspelt variable of Pipelines-as-Code',
    why: 'Pipelines-as-Code does not replace "{{ revison }}"',
    source: 'openshift-pipelines/pipelines-as-code docs "Dynamic variables"',
    severity: 'error',
    stricter: STRICTER,
    on: 'object',
    only: 'labelled',
    check: checkVariables,
  },
];

type Check = (name: string, value: string, report: (message: string, fix?: string) => void, context: Context) => void;

function onRun(check: Check): (object: ObjectView, context: Context, report: Report) => void {
  return ({ kind, metadata: { annotations = {} } }, context, report) => {
    if (kind !== 'PipelineRun') return;
    for (const [key, value] of Object.entries(annotations))
      if (key.startsWith(PAC) && typeof value === 'string')
        check(key.slice(PAC.length), value, (...said) => report(['metadata', 'annotations', key], ...said), context);
  };
}

/** The annotations that users write. Pipelines-as-Code writes others itself. */
const WRITTEN =
  'task pipeline on-event on-comment on-target-branch on-path-change on-path-changed on-path-change-ignore on-path-changed-ignore on-label on-cel-expression target-namespace max-keep-runs cancel-in-progress'.split(
    ' ',
  );
const MADE = new Set(
  'controller-info url-org url-repository sha sender event-type branch source-branch repository git-provider state sha-title sha-url repo-url source-repo-url pull-request installation-id ghe-url source-project-id target-project-id original-prname git-auth-secret check-run-id log-url execution-order scm-reporting-plr-started'.split(
    ' ',
  ),
);

function checkName(name: string, _: string, report: (message: string, fix?: string) => void, context: Context): void {
  if (WRITTEN.includes(name) || MADE.has(name) || /^(?:task|pipeline)-[0-9]+$/.test(name) || name.startsWith('status-comment-id')) return;
  const kind = /^(task|pipeline)[-_]?./.exec(name)?.[1];
  if (kind !== undefined)
    report(`unknown annotation ${quoted(PAC + name)}; expected "${kind}", or "${kind}-1", "${kind}-2" and so on`, `write ${PAC}${kind}-1`);
  else {
    const near = context.suggest(name, WRITTEN);
    if (near.includes('did you mean')) report(`unknown annotation ${quoted(PAC + name)}${near}`);
  }
}

function checkValue(name: string, value: string, report: (message: string, fix?: string) => void, context: Context): void {
  if (value.includes('{{')) return;
  if (LISTS.includes(name)) checkList(name, value, report, context);
  else if (name === 'on-cel-expression') {
    for (const { message, fix, isOpen } of mistakesOfCondition(value, context))
      if (!isOpen) report(`${quoted(value)} cannot be a condition of Pipelines-as-Code: ${message}`, fix);
  } else if (name === 'on-comment') checkPattern(value, report);
  else if (name === 'cancel-in-progress' && value !== 'true' && value !== 'false')
    report(`unknown value ${quoted(value)}; expected one of: true, false`);
  else if (name === 'max-keep-runs' && !/^[0-9]+$/.test(value)) report(`invalid number ${quoted(value)}`);
}

/** The annotations whose value is a word, or words in brackets. */
const LISTS = 'on-event on-target-branch on-path-change on-path-change-ignore on-path-changed on-path-changed-ignore on-label'.split(' ');

/** As matchOnAnnotation and getAnnotationValues read it. */
function checkList(name: string, value: string, report: (message: string, fix?: string) => void, context: Context): void {
  const text = value.trim();
  const inner = /^\[(.*)\]$/.exec(text)?.[1];
  if (inner === undefined && /[[\]\s]/.test(text)) {
    const words = text.replace(/[[\]]/g, ' ').split(/[,\s]+/);
    report(`${quoted(value)} is neither one word nor a list`, `write [${words.filter((word) => word !== '').join(', ')}]`);
    return;
  }
  const words = (inner?.split(',') ?? [text]).map((word) => word.trim());
  if (inner !== undefined && words[0] === '') report(`${quoted(value)} has no items, or an empty one at its beginning`);
  for (const word of words) {
    if (/^(["']).*\1$/.test(word)) report(`the quotes of ${word} count as part of the word`, `write ${word.slice(1, -1)}`);
    else if (name !== 'on-event' || word === '' || PAC_EVENTS.includes(word)) continue;
    else if (inner === undefined && word.includes(','))
      report(`${quoted(word)} is one word, because there are no brackets`, `write [${word.replace(/,\s*/g, ', ')}]`);
    else report(`unknown event ${quoted(word)}${context.suggest(word, PAC_EVENTS)}`);
  }
}

/** A regular expression of Go: without lookahead and references, and otherwise like those of JavaScript. */
function checkPattern(value: string, report: (message: string, fix?: string) => void): void {
  const odd = /\(\?<?[=!]/.exec(value)?.[0];
  if (odd !== undefined) report(`${quoted(value)} is not a regular expression of Go, which has no ${quoted(odd)}`);
  else if (!isPattern(value)) report(`${quoted(value)} is not a regular expression`);
}

function isPattern(value: string): boolean {
  try {
    return (
      new RegExp(
        value.replace(/\(\?(?:P<|[imsU-]+([:)]))/g, (whole, end) => (end === ')' ? '' : end === ':' ? '(?:' : whole.replace('P', ''))),
      ) instanceof RegExp
    );
  } catch {
    return false;
  }
}

const VARIABLES =
  'body event_type git_auth_secret git_tag headers files pull_request_labels pull_request_number repo_name repo_owner repo_url revision sender source_branch source_url target_branch target_namespace trigger_comment'.split(
    ' ',
  );
const VARIABLE = /\{\{\s*([a-z][\w]*)\s*\}\}/g;
// pkg/apis/pipelinesascode/keys/keys.go ParamsRe
const EXPRESSION = /\{\{([^}]{2,})\}\}/g;
const MAX_DEPTH = 40;

function checkVariables(object: ObjectView, context: Context, report: Report): void {
  if (!isPipelinesAsCode(object)) return;
  const reported = new Set<string>();
  const visit = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value === 'string' && value.includes('{{')) {
      for (const [whole, inside = ''] of value.matchAll(EXPRESSION)) {
        const mistake = reported.has(whole) ? undefined : mistakeOfValue(inside, context);
        reported.add(whole);
        if (mistake !== undefined) report(path, `${quoted(whole)} has no value: ${mistake.message}`, mistake.fix);
      }
      for (const [, name = ''] of value.matchAll(VARIABLE)) {
        // a Repository can define variables of its own
        const near = VARIABLES.includes(name) || reported.has(name) ? '' : context.suggest(name, VARIABLES);
        reported.add(name);
        if (near.includes('did you mean')) report(path, `unknown variable "{{ ${name} }}" of Pipelines-as-Code${near}`);
      }
    } else if (typeof value === 'object' && value !== null && path.length < MAX_DEPTH)
      for (const [key, item] of Object.entries(value)) visit(item, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  visit(object.document.manifest, []);
}
