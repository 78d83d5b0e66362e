import { spawnSync } from 'node:child_process';
import { bash, integer, type Script } from '../../../src';
import { acceptedByChannels, evaluatedByChannels } from '../../shell/channels';
import { acceptedChecked, evaluatedUnchecked } from '../../shell/checks';
import { acceptedInside, evaluatedInside } from '../../shell/inner-places';
import { acceptedByName, evaluatedByName } from '../../shell/names';
import { acceptedOutputs, evaluatedOutputs } from '../../shell/outputs';
import { acceptedByRunners, evaluatedByRunners } from '../../shell/runners';
import { acceptedByTools, evaluatedByTools } from '../../shell/tools';
import { CANARY } from './hostile';
import { renderCase, templateOf } from './render';
import { runBatch } from './run-batch';

/** Lies in the folder of the run, for what is looked for there. */
const FOLDER = `$(touch\${IFS}${CANARY})`;
/** The folder lib, which contains what a program loads by the name of a folder or file. */
const PROGRAMS = [
  'mkdir lib',
  `printf '#!/bin/sh\\ntouch ${CANARY}\\n' | tee lib/ls > lib/rc`,
  'chmod +x lib/ls lib/rc',
  `echo 'open("${CANARY}", "w")' > lib/__main__.py`,
  `echo 'require("fs").writeFileSync("${CANARY}", "")' > lib/index.js`,
  `echo 'file(WRITE ${CANARY} "")' > lib/x.cmake`,
  `echo 'open(F, ">", "${CANARY}"); 1;' > lib/X.pm`,
  `printf '{"name":"lib","version":"1.0.0","scripts":{"install":"touch %s/${CANARY}"}}' "$PWD" > lib/package.json`,
].join('; ');
/** Values, one of which every refused script executes. */
export const HOSTILE = [
  './lib',
  `$(touch ${CANARY})`,
  `a[$(touch ${CANARY})0]`,
  `; touch ${CANARY}; #`,
  `touch ${CANARY}`,
  `/; touch ${CANARY} #`,
  `"; touch ${CANARY}; "`,
  `/ { system("touch ${CANARY}") } /`,
  `a[$(touch\${IFS}${CANARY})0]`,
  `-n$(touch ${CANARY})`,
  FOLDER,
  `$(touch ${CANARY})\n1`,
  `a[$(touch ${CANARY})0]\n1`,
  `require("fs").writeFileSync("${CANARY}","")`,
  `__import__("os").system("touch ${CANARY}")`,
  `--eval=$(shell touch ${CANARY})`,
  `$(shell touch ${CANARY})`,
  `BEGIN { system("touch ${CANARY}") }`,
  `w ${CANARY}`,
  `!touch ${CANARY}`,
  `./lib/rc`,
  `--to-command=touch ${CANARY}`,
  `--use-compress-program=touch ${CANARY}`,
  `--filter=touch ${CANARY}`,
  `./lib/index.js`,
  `./lib/x.cmake`,
  `lib`,
  `touch ${CANARY} |`,
  `-e1e touch ${CANARY}`,
  `1e touch ${CANARY}`,
  `--checkpoint=1 --checkpoint-action=exec=./lib/rc`,
];
const MISSING =
  /\b(?:ssh|su|sudo|docker|kubectl|curl|git|mysql|apk|logger|nsenter|chroot|at|crontab|m4|psql|tmux|socat|nc|wget|npx|npm exec|go|pipx|jq -f)\b/;
/** Programs that not every machine has. */
const ABSENT = ['cmake', 'npm', 'tclsh', 'setarch'].filter((name) => spawnSync('which', [name]).status !== 0);
/** Where a value chooses the command: that it is another one is harm enough, and no single word makes a file. */
const CHOOSES = /"\$@"|"\$\{a\[@\]\}"|xargs env/;

function caseOf(text: string, value: string, wrap: (value: never) => never) {
  const pieces = text.split('@@');
  const write = (one: never): Script =>
    bash({ errexit: false, nounset: false, pipefail: false })(templateOf(pieces), ...pieces.slice(1).map(() => wrap(one)));
  const { script, env } = renderCase(write, value);
  // an integer is checked by the head of the script; without that check, what the refusal is about happens
  return { script: script.replace(/^case .*esac\n/m, '').replace('\n', `\necho text > f; mkdir '${FOLDER}'; ${PROGRAMS}\n`), env };
}

/** The scripts that execute the value. */
export function hits(texts: readonly string[], value: string, wrap: (value: never) => never): readonly string[] {
  const outcomes = runBatch(
    ['timeout', '5', 'bash'],
    texts.map((text) => caseOf(text, value, wrap)),
  );
  return texts.filter((_, at) => outcomes[at]?.files.includes(CANARY));
}

const runnable = (text: string) => !MISSING.test(text) && !ABSENT.some((name) => text.includes(name));

/** Refused scripts, as far as the programs in them are here. */
export const refused = [
  ...evaluatedInside.filter((text) => !CHOOSES.test(text)),
  ...[...evaluatedByRunners, ...evaluatedByTools, ...evaluatedByName, ...evaluatedOutputs, ...evaluatedUnchecked, ...evaluatedByChannels],
].filter(runnable);

/** Accepted scripts. */
export const accepted = [
  ...acceptedInside,
  ...acceptedByRunners,
  ...acceptedByTools,
  ...acceptedByName,
  ...acceptedOutputs,
  ...acceptedChecked,
  ...acceptedByChannels,
].filter(runnable);

/** The refused scripts that execute none of the values. */
export function withoutHit(texts: readonly string[]): readonly string[] {
  let left = texts;
  for (const value of HOSTILE) {
    const hit = left.length === 0 ? [] : hits(left, value, (one) => integer(one) as never);
    left = left.filter((text) => !hit.includes(text));
  }
  return left;
}
