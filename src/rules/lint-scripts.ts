import { quoted } from '../diagnostics';
import { parseVariable } from '../refs';
import type { Context } from './context';
import { bashismsIn, extensionsIn } from './lint-bashisms';
import { type ScriptView, scriptsOf } from './lint-containers';
import type { Shell } from './lint-shell';
import type { Report, Rule } from './rule';
import type { TaskUse, TaskView } from './view/task-view';

/** Advice on scripts. */
export const lintScriptRules: readonly Rule[] = [
  {
    code: 'TW510',
    title: 'a script gets params and results through environment variables',
    why: 'Tekton puts the value into the text of the script: whoever sets a param can run commands in the step',
    source: 'pkg/reconciler/taskrun/resources/apply.go ApplyParameters; docs/tasks.md "Substituting in Script Blocks"',
    severity: 'warning',
    lint: 'optional',
    on: 'task-use',
    check: checkInjection,
  },
  {
    code: 'TW511',
    title: 'what looks like a variable of Tekton in a script is one',
    why: 'Tekton leaves it in the script, and the shell runs it as a command that does not exist',
    source: 'pkg/substitution/substitution.go ApplyReplacements; docs/variables.md',
    severity: 'warning',
    lint: 'usual',
    on: 'task-use',
    check: checkLookalike,
  },
  {
    code: 'TW512',
    title: 'a script of several commands stops at the first that fails',
    why: 'without set -e the step succeeds when its last command does; Tekton adds it only to scripts that have no line #!',
    source: 'pkg/pod/script.go convertListOfSteps (defaultScriptPreamble)',
    severity: 'warning',
    lint: 'optional',
    on: 'task',
    check: checkErrorExit,
  },
  {
    code: 'TW513',
    title: 'a script uses nothing that the sh of its image does not know',
    why: 'the sh of Alpine, BusyBox, Debian and Ubuntu is not bash: the script fails, or does something else',
    source: 'POSIX.1-2024 Shell Command Language; pkg/pod/script.go defaultScriptPreamble ("#!/bin/sh")',
    severity: 'warning',
    lint: 'usual',
    on: 'task',
    check: checkKnownShell,
  },
  {
    code: 'TW514',
    title: 'a script for sh holds only what every sh knows',
    why: 'it fails, or does something else, as soon as the image changes to one whose sh is not the same',
    source: 'POSIX.1-2024 Shell Command Language; pkg/pod/script.go defaultScriptPreamble ("#!/bin/sh")',
    severity: 'warning',
    lint: 'optional',
    on: 'task',
    check: checkAnyShell,
  },
];

function isInScript({ path: [list, , field] }: TaskUse): boolean {
  return (list === 'steps' || list === 'sidecars') && field === 'script';
}

function checkInjection(use: TaskUse, _: Context, report: Report): void {
  const { variable, body } = use;
  if (!isInScript(use) || (variable.kind !== 'param' && variable.kind !== 'task-result')) return;
  const parts = variable.kind === 'param' ? ['param', variable.name, variable.key] : ['result', variable.result, variable.key];
  const name = parts.flatMap((part) => part?.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase() ?? []).join('_');
  report(
    [],
    `the value of "$(${body})" becomes part of the script, and can run commands`,
    `give the step env {name: ${name}, value: $(${body})} and write "$${name}" in the script`,
  );
}

const scopes: ReadonlySet<string> = new Set(['params', 'results', 'workspaces', 'context']);
const PATH = /^[\w.\-[\]'"*]{1,200}$/;
const workspaceFields: readonly string[] = ['path', 'bound', 'claim', 'volume'];

function checkLookalike(use: TaskUse, context: Context, report: Report): void {
  if (!isInScript(use)) return;
  const { variable, body, owner } = use;
  if (variable.kind === 'workspace' && !workspaceFields.includes(variable.field)) {
    report([], `"$(${body})" does not exist${context.suggest(variable.field, workspaceFields)}`);
  } else if (variable.kind === 'task-result' && owner.isObject) {
    report([], `"$(${body})" is known to pipelines only`, 'declare a param, and let the pipeline task set it');
  } else if (variable.kind === 'other') checkSpelling(body, report);
}

function checkSpelling(body: string, report: Report): void {
  const path = body.trim();
  if (!PATH.test(path)) return;
  const [scope = ''] = path.split(/[.[]/, 1);
  const right = scope.toLowerCase() + path.slice(scope.length);
  if (!scopes.has(scope.toLowerCase()) || right.length === scope.length) return;
  const asResult = /^results\.[\w-]+$/.test(right) ? `${right}.path` : right;
  const isKnown = asResult !== body && parseVariable(asResult).kind !== 'other';
  if (isKnown) report([], `${quoted(`$(${body})`)} is no variable of Tekton; did you mean "$(${asResult})"?`);
}

function checkErrorExit(task: TaskView, context: Context, report: Report): void {
  for (const { field, script } of scriptsOf(task)) {
    const shell = context.shell(script);
    if (shell === undefined || shell.shebang === undefined || exitsOnError(shell, shell.shebang)) continue;
    if (statementCount(shell) > 1) report(field, 'the script goes on when a command fails', 'write "set -e" into its second line');
  }
}

/** Whether it says so, or looks after what its commands return. */
function exitsOnError({ code, commands }: Shell, shebang: string): boolean {
  const isSet = (words: readonly string[]) => words.some((word) => /^-[a-zA-Z]*e/.test(word) || word === 'errexit');
  return isSet(shebang.split(/\s+/)) || commands.some(([name, ...words]) => name === 'set' && isSet(words)) || code.includes('$?');
}

function statementCount({ code }: Shell): number {
  return code.split(/[\n;]/).filter((statement) => statement.trim() !== '').length;
}

// by name, or by the words of the tag
const WITHOUT_BASH =
  /(?:^|\/)(?:alpine|busybox|debian|ubuntu)(?:[:@]|$)|[:-](?:alpine|busybox|slim|debian|bookworm|bullseye|trixie|noble|jammy)(?![a-z])/;

function checkKnownShell(task: TaskView, context: Context, report: Report): void {
  for (const { field, image, shell } of shellsOf(task, context)) {
    if (!WITHOUT_BASH.test(image)) continue;
    for (const { written, instead } of bashismsIn(shell))
      report(field, `${quoted(written)} is not known to the sh of image ${quoted(image)}`, wayOut(instead));
  }
}

function checkAnyShell(task: TaskView, context: Context, report: Report): void {
  for (const { field, image, shell } of shellsOf(task, context)) {
    const found = [...(WITHOUT_BASH.test(image) ? [] : bashismsIn(shell)), ...extensionsIn(shell)];
    for (const { written, instead } of found) report(field, `${quoted(written)} is not known to every sh`, wayOut(instead));
  }
}

function shellsOf(task: TaskView, context: Context): readonly (ScriptView & { readonly shell: Shell })[] {
  return scriptsOf(task).flatMap((view) => {
    const shell = context.shell(view.script);
    return shell?.dialect === 'sh' ? [{ ...view, shell }] : [];
  });
}

function wayOut(instead: string): string {
  return `write ${instead}, or let bash run the script: "#!/usr/bin/env bash"`;
}
