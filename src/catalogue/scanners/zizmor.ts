import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { knownOptions } from '../../synth';

const WORKFLOW = `on: issues
jobs:
  canary:
    runs-on: ubuntu-latest
    steps: [{ run: 'echo \${{ github.event.issue.title }}' }]
`;

const facts: ToolFacts = {
  tool: 'zizmor',
  description: 'Scans the workflows of GitHub Actions',
  image: 'ghcr.io/zizmorcore/zizmor:1.30.1',
  licence: 'MIT',
  page: 'https://docs.zizmor.sh',
  nothingExitCodes: [3],
  canary: {
    files: { '.github/workflows/canary.yml': WORKFLOW },
    finds: ['zizmor/template-injection'],
    settings: ['zizmor.yml', '.github/zizmor.yml'],
  },
  exitCodes: { 1: 'it had an error', 2: 'an argument is unknown', 3: 'there is no workflow or action' },
};

/** Scans the workflows and actions of GitHub Actions, without asking GitHub. Its image needs a shell. @see https://docs.zizmor.sh */
export class Zizmor extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== Zizmor }));
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif, checkout, target }, { image, args }) => ({
        image,
        workingDir: checkout,
        // what .gitignore names may be committed nevertheless
        script: sh`exec zizmor --offline --no-exit-codes --collect all --format sarif "$@" ${target} > ${sarif}`,
        ...(args.length > 0 && { args }),
      })),
    );
  }
}
