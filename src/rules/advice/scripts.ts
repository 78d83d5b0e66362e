import { quoted } from '../../diagnostics';
import { findExecutedValues } from '../../program';
import { parseVariable, scan } from '../../refs';
import type { EvaluatedVariable, RunValue, Shell } from '../../shell';
import { isComment } from '../checks/prose';
import { checkMisspelt, scopeInLowerCase } from '../checks/task-variables';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ContainerView } from '../view/container-view';
import { bashismsIn, extensionsIn } from './bashisms';

/** Advice about scripts. */
export const lintScriptRules: readonly Rule[] = [
  {
    code: 'TW510',
    slug: 'param-in-script',
    title: 'param or result inserted into a script',
    why: 'Tekton inserts the value into the source code of the script, so an attacker who controls the value can run commands in the step',
    source: 'pkg/reconciler/taskrun/resources/apply.go ApplyParameters; docs/tasks.md "Substituting in Script Blocks"',
    severity: 'warning',
    lint: 'optional',
    on: 'container',
    check: checkInjection,
  },
  {
    code: 'TW511',
    slug: 'misspelt-variable',
    title: 'misspelt variable in a script',
    why: 'Tekton does not replace it, and the shell tries to run it as a command',
    source: 'pkg/substitution/substitution.go ApplyReplacements; docs/variables.md',
    severity: 'warning',
    lint: 'usual',
    on: 'container',
    check: checkLookalikes,
  },
  {
    code: 'TW512',
    slug: 'script-without-errexit',
    title: 'script does not stop at the first error',
    why: 'without set -e, the step succeeds whenever its last command does; Tekton adds set -e only to scripts without a #! line',
    source: 'pkg/pod/script.go convertListOfSteps (defaultScriptPreamble)',
    severity: 'warning',
    lint: 'optional',
    on: 'container',
    check: checkErrorExit,
  },
  {
    code: 'TW513',
    slug: 'bash-in-sh',
    title: 'script uses bash features under sh',
    why: 'the sh of Alpine, BusyBox, Debian and Ubuntu is not bash: the script fails or behaves differently',
    source: 'POSIX.1-2024 Shell Command Language; pkg/pod/script.go defaultScriptPreamble ("#!/bin/sh")',
    severity: 'warning',
    lint: 'usual',
    on: 'container',
    check: checkKnownShell,
  },
  {
    code: 'TW514',
    slug: 'non-posix-sh',
    title: 'script uses features that are not in every sh',
    why: 'the script can fail or behave differently when the image changes to one with another sh',
    source: 'POSIX.1-2024 Shell Command Language; pkg/pod/script.go defaultScriptPreamble ("#!/bin/sh")',
    severity: 'warning',
    lint: 'optional',
    on: 'container',
    check: checkAnyShell,
  },
];

function checkInjection({ spec, template }: ContainerView, _: Context, report: Report): void {
  for (const { body } of scan(spec.script ?? '')) {
    const name = tryName(body);
    if (name !== undefined)
      report(
        ['script'],
        `the value of "$(${body})" becomes part of the script, and can run commands`,
        `set env {name: ${name}, value: $(${body})} in the step, and write "$${name}" in the script`,
      );
  }
  for (const { body, field, where, variable } of findExecutedValues(spec, template)) {
    const name = tryName(body) ?? body;
    if (variable !== undefined) reportVariable(field, variable, report);
    else
      report(
        field,
        `the value of "$(${body})" becomes part of ${where}, and can run commands`,
        `set env {name: ${name}, value: $(${body})} in the step, and let the program read ${name} from its environment`,
      );
  }
}

function reportVariable(field: RunValue['field'], variable: EvaluatedVariable, report: Report): void {
  const { body, where, fix, isArithmetic, line } = variable;
  const name = variable.name.startsWith('$') ? variable.name : `$${variable.name}`;
  const place = field[0] === 'script' ? ` (line ${line})` : '';
  report(
    field,
    `${name} contains the value of "$(${body})" and is used in ${where}${place}, where it can run commands`,
    isArithmetic ? `check it first: case "${name}" in '' | *[!0-9]*) exit 1 ;; esac` : fix,
  );
}

/** The name of an environment variable for a param or result; undefined for other variables. */
function tryName(body: string): string | undefined {
  const variable = parseVariable(body);
  if (variable.kind !== 'param' && variable.kind !== 'task-result' && variable.kind !== 'step-result') return undefined;
  const parts = variable.kind === 'param' ? ['param', variable.name, variable.key] : ['result', variable.result, variable.key];
  return parts.flatMap((part) => part?.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase() ?? []).join('_');
}

const scopes: ReadonlySet<string> = new Set(['params', 'results', 'workspaces', 'context']);
const PATH = /^[\w.\-[\]'"*]{1,200}$/;

function checkLookalikes(container: ContainerView, context: Context, report: Report): void {
  const { spec, role } = container;
  const { script = '' } = spec;
  if (!script.includes('$(')) return;
  for (const { body, at } of scan(script)) {
    const variable = parseVariable(body);
    // TW181, TW183 and TW185 look at what is spelt as Tekton's words are
    if (variable.kind === 'other' && !isComment(script, at, context)) {
      checkSpelling(body, report);
      // in Tasks it is an error
      if (role === 'StepAction' && scopeInLowerCase(body) === undefined)
        checkMisspelt({ body }, context, (_, ...said) => report(['script'], ...said));
    }
  }
}

function checkSpelling(body: string, report: Report): void {
  const path = body.trim();
  if (!PATH.test(path)) return;
  const [scope = ''] = path.split(/[.[]/, 1);
  const right = scope.toLowerCase() + path.slice(scope.length);
  if (scope === scope.toLowerCase() && path === body) return;
  if (!scopes.has(scope.toLowerCase()) || right.length === scope.length) return;
  const asResult = /^results\.[\w-]+$/.test(right) ? `${right}.path` : right;
  const isKnown = asResult !== body && parseVariable(asResult).kind !== 'other';
  if (isKnown) report(['script'], `unknown variable ${quoted(`$(${body})`)}; did you mean "$(${asResult})"?`);
}

function checkErrorExit(container: ContainerView, context: Context, report: Report): void {
  const shell = shellOf(container, context);
  if (shell === undefined || shell.shebang === undefined || exitsOnError(shell, shell.shebang)) return;
  if (statementCount(shell) > 1) report(['script'], 'the script continues after a command fails', 'write "set -e" as its second line');
}

function shellOf({ spec: { script = '' } }: ContainerView, context: Context): Shell | undefined {
  return script === '' ? undefined : context.memo.shell(script);
}

/** Whether the script sets -e, or checks the exit codes of its commands. */
function exitsOnError({ code, commands }: Shell, shebang: string): boolean {
  const isSet = (words: readonly string[]) => words.some((word) => /^-[a-zA-Z]*e/.test(word) || word === 'errexit');
  return (
    isSet(shebang.split(/\s+/)) || commands.some(({ words: [name, ...words] }) => name === 'set' && isSet(words)) || code.includes('$?')
  );
}

function statementCount({ code }: Shell): number {
  return code.split(/[\n;]/).filter((statement) => statement.trim() !== '').length;
}

// by name, or by parts of the tag
const WITHOUT_BASH =
  /(?:^|\/)(?:alpine|busybox|debian|ubuntu)(?:[:@]|$)|[:-](?:alpine|busybox|slim|debian|bookworm|bullseye|trixie|noble|jammy)(?![a-z])/;

function checkKnownShell(container: ContainerView, context: Context, report: Report): void {
  const { image } = container;
  const shell = WITHOUT_BASH.test(image) ? shellOf(container, context) : undefined;
  if (shell?.dialect !== 'sh') return;
  for (const { written, instead } of bashismsIn(shell))
    report(['script'], `the sh of image ${quoted(image)} does not support ${quoted(written)}`, wayOut(instead));
}

function checkAnyShell(container: ContainerView, context: Context, report: Report): void {
  const shell = shellOf(container, context);
  if (shell?.dialect !== 'sh') return;
  const found = [...(WITHOUT_BASH.test(container.image) ? [] : bashismsIn(shell)), ...extensionsIn(shell)];
  for (const { written, instead } of found) report(['script'], `not every sh supports ${quoted(written)}`, wayOut(instead));
}

function wayOut(instead: string): string {
  return `write ${instead}, or let bash run the script: "#!/usr/bin/env bash"`;
}
