import { quoted, suggestion } from '../../diagnostics';
import type { CustomRule, CustomSubjects } from '../contract/custom-rule';
import { isRecord } from '../notation/record';
import { rulesByName } from './all-rules';

const CODE = /^(?!TW)[A-Z]{2,10}\d{3}$/;
const SLUG = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;

const subjects: Readonly<Record<keyof CustomSubjects, true>> = {
  object: true,
  task: true,
  step: true,
  pipeline: true,
  'pipeline-task': true,
  'pipeline-run': true,
  'task-run': true,
};

const keys: Readonly<Record<keyof CustomRule, true>> = {
  code: true,
  slug: true,
  title: true,
  why: true,
  severity: true,
  source: true,
  on: true,
  check: true,
};

/** Describes the first mistake of each custom rule; empty when all are well-formed and every name is unique. */
export function customRuleProblems(rules: unknown): string[] {
  if (!Array.isArray(rules)) return [`expected an array of rules, found ${rules === undefined ? 'undefined' : quoted(rules)}`];
  const names = new Map<string, string>();
  return rules.flatMap((rule: unknown, at) => {
    const problem = isRecord(rule) ? (problemOf(rule) ?? takenProblem(rule, names)) : 'a rule must be an object';
    return problem === undefined ? [] : [`${titleOf(rule, at)}: ${problem}`];
  });
}

function titleOf(rule: unknown, at: number): string {
  return isRecord(rule) && typeof rule.code === 'string' && rule.code !== '' ? `rule ${quoted(rule.code)}` : `rules[${at}]`;
}

function problemOf(rule: Readonly<Record<string, unknown>>): string | undefined {
  const { code, slug, severity, on, check, source = '' } = rule;
  const unknown = Object.keys(rule).find((key) => !Object.hasOwn(keys, key));
  if (unknown !== undefined) return `unknown key ${quoted(unknown)}${suggestion(unknown, Object.keys(keys))}`;
  if (typeof code !== 'string' || !CODE.test(code))
    return `code must be 2 to 10 capital letters and 3 digits, such as "ACME001"; codes that start with TW are reserved for tekwire`;
  if (typeof slug !== 'string' || !SLUG.test(slug)) return 'slug must be two or more words in lower case, such as "task-without-owner"';
  for (const key of ['title', 'why']) if (typeof rule[key] !== 'string' || rule[key] === '') return `${key} must be a non-empty string`;
  if (typeof source !== 'string') return 'source must be a string';
  if (severity !== 'error' && severity !== 'warning') return 'severity must be "error" or "warning"';
  if (typeof on !== 'string' || !Object.hasOwn(subjects, on)) return `on must be one of: ${Object.keys(subjects).join(', ')}`;
  return typeof check === 'function' ? undefined : 'check must be a function';
}

/** Describes a code or slug that another rule has; adds the names of the rule to `names`. */
function takenProblem({ code, slug }: Readonly<Record<string, unknown>>, names: Map<string, string>): string | undefined {
  for (const name of [String(code), String(slug)]) {
    const other = names.get(name) ?? rulesByName.get(name)?.code;
    if (other !== undefined) return `${quoted(name)} is already the name of rule ${other}`;
    names.set(name, String(code));
  }
  return undefined;
}
