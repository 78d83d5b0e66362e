import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'ShellCheck',
  description: 'Scans shell scripts for mistakes',
  image: 'koalaman/shellcheck-alpine:v0.11.0',
  licence: 'GPL-3.0-or-later; running it sets no conditions',
  page: 'https://www.shellcheck.net',
  converter: 'shellcheck',
  canary: { files: { 'canary.sh': '#!/bin/sh\necho $1\n' }, finds: ['SC2086'], settings: ['.shellcheckrc'] },
  nothingExitCodes: [3],
  exitCodes: { 3: 'there is no shell script', 124: 'some files could not be read, or an argument is unknown' },
};

/**
 * Scans shell scripts for mistakes: files that end with .sh, .bash, .ksh or .dash, and others whose first line names such a shell. Its image
 * needs a shell, as koalaman/shellcheck-alpine has. @see https://www.shellcheck.net
 */
export class Shellcheck extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== Shellcheck }));
    super(
      scope,
      id,
      scanner(facts, props, ({ json, scratch, checkout, target }, { image, args }) => ({
        image,
        workingDir: checkout,
        script: sh`
          find ${target} -name .git -prune -o -type f \
            '(' -name '*.sh' -o -name '*.bash' -o -name '*.ksh' -o -name '*.dash' ')' -print0 > ${scratch}/files
          find ${target} -name .git -prune -o -type f ! -name '*.*' -exec sh -c '
            for file; do
              if head -n 1 "$file" | grep -Eaq "^#!.*[/ ](ba|da|k|a)?sh( |$)"; then printf "%s\0" "$file"; fi
            done
          ' find {} + >> ${scratch}/files
          [ -s ${scratch}/files ] || exit 3
          # 1 means findings; anything else is an error, which 255 makes the end of xargs
          xargs -0 sh -c 'shellcheck "$@" || [ $? = 1 ] || exit 255' shellcheck --format json1 "$@" < ${scratch}/files > ${json}
        `,
        ...(args.length > 0 && { args }),
      })),
    );
  }
}
