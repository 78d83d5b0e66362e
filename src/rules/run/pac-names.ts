import { quoted } from '../../diagnostics';
import { namesBelow, namesOf } from '../checks/names-and-labels';
import type { Report, Rule } from '../contract/rule';
import { isPipelinesAsCode, PAC } from '../set/pipelines-as-code';
import type { ObjectView } from '../view/object-view';

/** Advice about names that contain variables of Pipelines-as-Code. */
export const pacNamesRules: readonly Rule[] = [
  {
    code: 'TW583',
    slug: 'name-made-of-pac-branch',
    title: 'branch of Pipelines-as-Code in a name or label',
    why: 'of a branch Pipelines-as-Code only removes "refs/heads/"; with another "/" or a capital the API server refuses the run, and the event starts nothing',
    source: 'openshift-pipelines/pipelines-as-code pkg/formatting SanitizeBranch, pkg/customparams makeStandardParamsFromEvent',
    severity: 'warning',
    lint: 'usual',
    on: 'object',
    only: 'labelled',
    check: (object, _, report) => checkNames(object, report),
  },
];

// pkg/apis/pipelinesascode/keys/keys.go ParamsRe
const EXPRESSION = /\{\{([^}]{2,})\}\}/g;
/** Variables that are branches, and fields of events of GitHub, GitLab, Bitbucket and Gitea that are. */
const BRANCH =
  /\b(?:source_branch|target_branch|pull_request_(?:head|base)_(?:label|ref)|body(?:\.\w+|\[\d+\])*?\.(?:ref|label|displayId|branch\.name|new\.name))\b(?![.\w])/;
/** What makes a branch fit, or takes another value in its place. */
const MADE_FIT = /\.(?:replace|split|substring|lowerAscii)\(|\?/;
/** Names of branches that are names of objects, or values of labels; a pattern such as `release-*` is taken at its word. */
const FIT = { name: /^[a-z0-9][a-z0-9.*-]*$/, label: /^[A-Za-z0-9][\w.*-]*$/ };

function checkNames(object: ObjectView, report: Report): void {
  if (object.kind !== 'PipelineRun' || !isPipelinesAsCode(object)) return;
  const { metadata, spec } = object.document.manifest as { readonly metadata: Readonly<Record<string, unknown>>; readonly spec?: unknown };
  for (const { path, text, isLabel } of [...namesOf(metadata, ['metadata']), ...namesBelow(spec, ['spec'])]) {
    for (const [whole, inside = ''] of text.matchAll(EXPRESSION)) {
      const problem = problemOf(inside.trim(), isLabel, object);
      if (problem === undefined) continue;
      report(
        path,
        `the value of ${quoted(whole)} can contain ${problem}, and ${quoted(text)} is a ${isLabel ? 'label' : 'name'}`,
        fixOf(inside),
      );
      break;
    }
  }
}

function problemOf(expression: string, isLabel: boolean, object: ObjectView): string | undefined {
  // in lower case already; the accounts of apps on GitHub are "renovate[bot]", and accounts of GitLab may have "_"
  if (/^sender$/.test(expression)) return isLabel ? '"[bot]"' : '"[bot]" and "_"';
  const name = BRANCH.exec(expression)?.[0];
  if (name === undefined || MADE_FIT.test(expression) || isOneOfFew(name, FIT[isLabel ? 'label' : 'name'], object)) return;
  return isLabel ? '"/"' : '"/" and capitals';
}

/** Whether the run starts for such branches only that they are names themselves. */
function isOneOfFew(name: string, fit: RegExp, { metadata: { annotations = {} } }: ObjectView): boolean {
  const events = wordsOf(annotations[`${PAC}on-event`]);
  const condition = annotations[`${PAC}on-cel-expression`];
  const isPush =
    typeof condition === 'string' ? !condition.includes('pull_request') : events.length > 0 && events.every((one) => one === 'push');
  if (name !== 'target_branch' && !(name === 'source_branch' && isPush)) return false;
  if (typeof condition === 'string') {
    const compared = [...condition.matchAll(/\b(?:target|source)_branch\s*==\s*(?:"([^"]*)"|'([^']*)')/g)].map(
      ([, a = '', b = '']) => a + b,
    );
    return compared.length > 0 && compared.every((one) => fit.test(one));
  }
  const targets = wordsOf(annotations[`${PAC}on-target-branch`]).map((one) => one.replace(/^refs\/heads\//, ''));
  return targets.length > 0 && targets.every((one) => fit.test(one));
}

function wordsOf(value: unknown): readonly string[] {
  if (typeof value !== 'string') return [];
  return value
    .replace(/^\s*\[|\]\s*$/g, '')
    .split(',')
    .map((word) => word.trim());
}

function fixOf(inside: string): string {
  const variable = BRANCH.exec(inside)?.[0];
  if (variable === undefined) return 'use {{ revision }} or {{ event_type }}, or write the account into an annotation or a param';
  const source = variable.startsWith('body') ? variable : `pac.${variable}`;
  return `use {{ revision }}, or write {{ cel: ${source}.replace('/', '-').lowerAscii() }}`;
}
