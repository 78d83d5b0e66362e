import { quoted } from '../../diagnostics';
import { parseVariable, scan } from '../../refs';
import { findRunValues, type Shell } from '../../shell';
import { checkMisspelt, contextsOfTask } from '../checks/task-variables';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ContainerView } from '../view/container-view';
import { bashismsIn, extensionsIn } from './bashisms';

/** Advice on scripts. */
export const lintScriptRules: readonly Rule[] = [
  {
    code: 'TW510',
    slug: 'param-in-script',
    title: 'param or result inside a script or program text',
    why: 'Tekton puts the value into the text of the program; a value that is chosen for it runs commands in the step',
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
    why: 'Tekton leaves it in the script, and the shell runs it as a command that does not exist',
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
    why: 'without set -e the step succeeds when its last command does; Tekton adds it only to scripts that have no line #!',
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
    why: 'the sh of Alpine, BusyBox, Debian and Ubuntu is not bash: the script fails, or does something else',
    source: 'POSIX.1-2024 Shell Command Language; pkg/pod/script.go defaultScriptPreamble ("#!/bin/sh")',
    severity: 'warning',
    lint: 'usual',
    on: 'container',
    check: checkKnownShell,
  },
  {
    code: 'TW514',
    slug: 'non-posix-sh',
    title: 'script uses features that some sh lack',
    why: 'it fails, or does something else, as soon as the image changes to one whose sh is not the same',
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
        `give the step env {name: ${name}, value: $(${body})} and write "$${name}" in the script`,
      );
  }
  for (const { body, field, where } of findRunValues(spec, template)) {
    const name = tryName(body) ?? body;
    report(
      field,
      `the value of "$(${body})" becomes part of ${where}, and can run commands`,
      `give the step env {name: ${name}, value: $(${body})} and let the program read ${name} from its environment`,
    );
  }
}

/** What an environment variable for a param or result is called; undefined for what else Tekton puts in. */
function tryName(body: string): string | undefined {
  const variable = parseVariable(body);
  if (variable.kind !== 'param' && variable.kind !== 'task-result' && variable.kind !== 'step-result') return undefined;
  const parts = variable.kind === 'param' ? ['param', variable.name, variable.key] : ['result', variable.result, variable.key];
  return parts.flatMap((part) => part?.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase() ?? []).join('_');
}

const scopes: ReadonlySet<string> = new Set(['params', 'results', 'workspaces', 'context']);
const PATH = /^[\w.\-[\]'"*]{1,200}$/;
const workspaceFields: readonly string[] = ['path', 'bound', 'claim', 'volume'];

function checkLookalikes(container: ContainerView, context: Context, report: Report): void {
  const { spec, isClosed, role } = container;
  const { script = '' } = spec;
  if (!script.includes('$(')) return;
  for (const { body } of scan(script)) {
    const variable = parseVariable(body);
    if (variable.kind === 'workspace' && !workspaceFields.includes(variable.field)) {
      report(['script'], `"$(${body})" does not exist${context.suggest(variable.field, workspaceFields)}`);
    } else if (variable.kind === 'task-result' && isClosed) {
      report(['script'], `"$(${body})" is known to pipelines only`, 'declare a param, and let the pipeline task set it');
    } else if (variable.kind === 'context' && role !== 'step' && isClosed && !contextsOfTask.includes(variable.path)) {
      // in steps TW143 looks at them
      report(['script'], `"$(${body})" does not exist${context.suggest(variable.path, contextsOfTask)}`);
    } else if (variable.kind === 'other') {
      checkSpelling(body, report);
      // in Tasks it is an error
      if (role === 'StepAction') checkMisspelt({ body }, context, (_, ...said) => report(['script'], ...said));
    }
  }
}

function checkSpelling(body: string, report: Report): void {
  const path = body.trim();
  if (!PATH.test(path)) return;
  const [scope = ''] = path.split(/[.[]/, 1);
  const right = scope.toLowerCase() + path.slice(scope.length);
  if (!scopes.has(scope.toLowerCase()) || right.length === scope.length) return;
  const asResult = /^results\.[\w-]+$/.test(right) ? `${right}.path` : right;
  const isKnown = asResult !== body && parseVariable(asResult).kind !== 'other';
  if (isKnown) report(['script'], `${quoted(`$(${body})`)} is no variable of Tekton; did you mean "$(${asResult})"?`);
}

function checkErrorExit(container: ContainerView, context: Context, report: Report): void {
  const shell = shellOf(container, context);
  if (shell === undefined || shell.shebang === undefined || exitsOnError(shell, shell.shebang)) return;
  if (statementCount(shell) > 1) report(['script'], 'the script goes on when a command fails', 'write "set -e" into its second line');
}

function shellOf({ spec: { script = '' } }: ContainerView, context: Context): Shell | undefined {
  return script === '' ? undefined : context.memo.shell(script);
}

/** Whether it says so, or looks after what its commands return. */
function exitsOnError({ code, commands }: Shell, shebang: string): boolean {
  const isSet = (words: readonly string[]) => words.some((word) => /^-[a-zA-Z]*e/.test(word) || word === 'errexit');
  return (
    isSet(shebang.split(/\s+/)) || commands.some(({ words: [name, ...words] }) => name === 'set' && isSet(words)) || code.includes('$?')
  );
}

function statementCount({ code }: Shell): number {
  return code.split(/[\n;]/).filter((statement) => statement.trim() !== '').length;
}

// by name, or by the words of the tag
const WITHOUT_BASH =
  /(?:^|\/)(?:alpine|busybox|debian|ubuntu)(?:[:@]|$)|[:-](?:alpine|busybox|slim|debian|bookworm|bullseye|trixie|noble|jammy)(?![a-z])/;

function checkKnownShell(container: ContainerView, context: Context, report: Report): void {
  const { image } = container;
  const shell = WITHOUT_BASH.test(image) ? shellOf(container, context) : undefined;
  if (shell?.dialect !== 'sh') return;
  for (const { written, instead } of bashismsIn(shell))
    report(['script'], `${quoted(written)} is not known to the sh of image ${quoted(image)}`, wayOut(instead));
}

function checkAnyShell(container: ContainerView, context: Context, report: Report): void {
  const shell = shellOf(container, context);
  if (shell?.dialect !== 'sh') return;
  const found = [...(WITHOUT_BASH.test(container.image) ? [] : bashismsIn(shell)), ...extensionsIn(shell)];
  for (const { written, instead } of found) report(['script'], `${quoted(written)} is not known to every sh`, wayOut(instead));
}

function wayOut(instead: string): string {
  return `write ${instead}, or let bash run the script: "#!/usr/bin/env bash"`;
}
