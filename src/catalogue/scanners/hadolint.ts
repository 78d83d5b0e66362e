import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'Hadolint',
  description: 'Scans Dockerfiles, and the shell scripts in them',
  image: 'hadolint/hadolint:v2.15.1-alpine',
  licence: 'GPL-3.0-only; running it sets no conditions',
  page: 'https://github.com/hadolint/hadolint',
  nothingExitCodes: [3],
  canary: { files: { Dockerfile: 'FROM scratch\nRUN sudo true\n' }, finds: ['DL3004'] },
  exitCodes: { 3: 'there is no Dockerfile or Containerfile' },
};

/**
 * Scans all Dockerfiles and Containerfiles, and the shell scripts in them. Its image needs a shell, as those with `-alpine` have.
 * @see https://github.com/hadolint/hadolint
 */
export class Hadolint extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== Hadolint }));
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif, scratch, checkout, target }, { image, args }) => ({
        image,
        workingDir: checkout,
        script: sh`
          find ${target} -name .git -prune -o -type f \
            '(' -name Dockerfile -o -name 'Dockerfile.*' -o -name '*.Dockerfile' -o -name Containerfile ')' -print0 > ${scratch}/files
          [ -s ${scratch}/files ] || exit 3
          xargs -0 hadolint --format sarif --no-fail "$@" < ${scratch}/files > ${sarif}
        `,
        ...(args.length > 0 && { args }),
      })),
    );
  }
}
