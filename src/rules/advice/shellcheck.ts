import type { Rule } from '../contract/rule';

/** What a program of somebody else says of scripts. */
export const lintShellcheckRules: readonly Rule[] = [
  {
    code: 'TW580',
    slug: 'shellcheck',
    title: 'shellcheck findings in a script',
    why: 'a shell takes nearly everything for a command, and tells only in the cluster that it was another one than was meant',
    source: 'https://www.shellcheck.net/wiki/; needs the program shellcheck, and says nothing where it is not installed',
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
