import type { Rule } from '../contract/rule';

/** Advice from shellcheck. */
export const lintShellcheckRules: readonly Rule[] = [
  {
    code: 'TW580',
    slug: 'shellcheck',
    title: 'shellcheck findings in a script',
    why: 'a shell accepts nearly every string as a command, so a mistake shows only when the script runs in the cluster',
    source: 'https://www.shellcheck.net/wiki/; needs the program shellcheck; without it the exit code is 3',
    severity: 'warning',
    lint: 'optional',
    on: 'container',
    check: ({ spec: { script = '' } }, context, report) => {
      for (const { code, message, line, column } of context.memo.commentsOn(script)) {
        const text = message.replace(/[.\s]+$/, '');
        report(['script'], `${code}: ${text}`, `see https://www.shellcheck.net/wiki/${code}`, { line, column });
      }
    },
  },
];
