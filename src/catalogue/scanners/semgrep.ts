import type { Construct } from 'constructs';
import { checkedTool, DATABASE, type DatabaseProps, fetchNote, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { knownOptions } from '../../synth';
import { type ParamDeclaration, param } from '../../task';

const RULES = `rules:
- { id: tekwire-canary, languages: [python], severity: INFO, message: planted, pattern: tekwire_canary() }
`;

const facts: ToolFacts = {
  tool: 'Semgrep OSS',
  description: 'Scans sources in many languages for patterns',
  image: 'semgrep/semgrep:1.180.0',
  licence: 'LGPL-2.1-only; packs of its registry have the Semgrep Rules License: for internal use, not for a service that is sold',
  page: 'https://semgrep.dev',
  network: 'semgrep.dev for rules of its registry; none for rules in the sources',
  ownReport: 'semgrep',
  databaseFolder: 'semgrep',
  databaseFile: fetchNote,
  // with rules of its own, because those of the user may be for any weakness; that these were loaded and fit the sources is in its JSON
  canary: { files: { 'canary.py': 'tekwire_canary()\n', 'canary.yaml': RULES }, finds: ['tekwire-canary'] },
  exitCodes: { 2: 'it had an error', 3: 'a file could not be parsed', 4: 'a rule has a mistake', 7: 'the rules are missing' },
};

/** Options of Semgrep. */
export interface SemgrepProps extends ToolProps, DatabaseProps {
  /** Rules: a pack such as `p/default`, a URL, or a path in the sources. @default - those in `database`, else a param of the pipeline with the default p/default */
  readonly config?: string;
}

/** The params of `Semgrep`. */
export type SemgrepParams = {
  /** Rules: a pack such as `p/default`, a URL, or a path in the sources. */
  readonly config: ParamDeclaration<'string', true, never>;
};

/** Scans sources in many languages for patterns. Metrics are off. @see https://semgrep.dev */
export class Semgrep extends Producer<SemgrepParams> {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: SemgrepProps = {}) {
    const props = checkedTool(scope, id, knownOptions('SemgrepProps', options, { scope, id }, { isExtended: new.target !== Semgrep }));
    const { config = props.database === undefined ? undefined : DATABASE, ...rest } = props;
    super(scope, id, {
      ...scanner<SemgrepParams>(
        { ...facts, ...(isLocal(config) && { network: undefined }) },
        rest,
        ({ params, sarif, ownReport, checkout, target, isCanary }, { image, args }) => ({
          image,
          command: ['semgrep'],
          // the rules may be in the sources
          workingDir: checkout,
          args: [
            ...['scan', '--config', params.config, '--metrics=off', '--disable-version-check'],
            ...['--sarif', `--sarif-output=${sarif}`, `--json-output=${ownReport}`, ...args],
            ...(isCanary ? ['--config', `${target}/canary.yaml`] : []),
            target,
          ],
        }),
      ),
      params: { config: configParam(config) },
      preset: config === undefined ? [] : ['config'],
    });
  }
}

/** Whether the rules are a path in the sources, and no pack or URL. */
function isLocal(config: string | undefined): boolean {
  return config !== undefined && !/^(auto$|[prs]\/|supply-chain|https?:)/.test(config);
}

function configParam(config = 'p/default'): SemgrepParams['config'] {
  return param.string({ default: config as string, description: 'rules: a pack such as p/default, a URL, or a path in the sources' });
}
