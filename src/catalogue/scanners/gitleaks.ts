import type { Construct } from 'constructs';
import { checkedChoice, checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'gitleaks',
  description: 'Finds secrets in the sources',
  image: 'ghcr.io/gitleaks/gitleaks:v8.30.1',
  licence: 'MIT',
  page: 'https://github.com/gitleaks/gitleaks',
  exitCodes: { 3: 'the clone is shallow, so most of its history is missing; set the depth of the clone to 0' },
  // gitleaks writes no level, and a leaked secret is more than a warning
  defaultLevel: 'error',
  // never valid; in pieces, so that scanners of manifests do not find it
  canary: {
    files: { 'canary.env': ['TOKEN=ghp', '_', 'canary0tR7vQ2mX9kLw4ZsB8nJd3HfYc6GpU', '\n'] },
    finds: ['github-pat'],
    settings: ['.gitleaks.toml'],
  },
};

/**
 * The history of the canary has a commit, in which it is removed, and an earlier one. It is made in a folder of the step's own, because git refuses a
 * repository in one of another user, as the root of a volume is.
 */
const commitCanary = (scratch: string) => sh`
  commit() { git add --all && git -c user.name=canary -c user.email=canary@example.org commit --quiet --message "$1"; }
  cp -R . ${scratch}/canary-history && cd ${scratch}/canary-history || exit
  git init --quiet . && commit planted && rm canary.env && commit removed
  exec gitleaks git "$@"
`;

const MODES = ['tree', 'history'] as const;

/** Options of Gitleaks. */
export interface GitleaksProps extends ToolProps {
  /**
   * Whether to scan the files as they are, or all commits: a secret that was removed later is found only there. A SecurityPipeline then clones
   * all commits; in another pipeline set the depth of the clone to 0. @default tree
   */
  readonly mode?: 'tree' | 'history';
}

/** Finds secrets in the sources or in their history. Secrets are redacted in the findings. @see https://github.com/gitleaks/gitleaks */
export class Gitleaks extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: GitleaksProps = {}) {
    const props = checkedTool(scope, id, knownOptions('GitleaksProps', options, { scope, id }, { isExtended: new.target !== Gitleaks }));
    const { mode: given = 'tree', ...rest } = props;
    const needsHistory = checkedChoice(scope, id, 'mode', given, MODES) === 'history';
    super(scope, id, {
      ...scanner(facts, rest, ({ sarif, scratch, checkout, target, isCanary }, { image, args }) => {
        const report = [
          '--no-banner',
          '--redact',
          '--report-format=sarif',
          `--report-path=${sarif}`,
          '--exit-code=0',
          ...args,
          needsHistory ? '.' : target,
        ];
        if (!needsHistory) return { image, command: ['gitleaks'], workingDir: checkout, args: ['dir', ...report] };
        if (isCanary) return { image, script: commitCanary(scratch), args: report };
        return {
          image,
          script: sh`
            [ "$(git rev-parse --is-shallow-repository)" = false ] || exit 3
            exec gitleaks git "$@"
          `,
          args: report,
        };
      }),
      needsHistory,
    });
  }
}
