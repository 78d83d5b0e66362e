import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { knownOptions } from '../../synth';
import { ROOT_DOCKERFILE } from './planted';

const facts: ToolFacts = {
  tool: 'KICS',
  description: 'Scans infrastructure code for misconfigurations',
  image: 'checkmarx/kics:v2.2.0',
  licence: 'Apache-2.0',
  page: 'https://docs.kics.io',
  ownReport: 'kics',
  // "Last User Is 'root'"; its rules have no other ids in SARIF
  canary: { files: { Dockerfile: ROOT_DOCKERFILE }, finds: ['67fd0c4a-68cf-46d7-8c41-bc9fba7e40ae'], settings: ['kics.config'] },
  exitCodes: { 126: 'its engine had an error', 130: 'it was interrupted' },
};

/**
 * Scans infrastructure code for misconfigurations. In April 2026 the tags `latest`, `v2.1.20`, `alpine` and `debian` of its image were replaced
 * by ones that send findings away: pin the image to a digest. Crash reports are off. @see https://docs.kics.io
 */
export class Kics extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== Kics }));
    super(
      scope,
      id,
      scanner(facts, props, ({ reports }, { image, args }) => ({
        image,
        command: ['/app/bin/kics'],
        args: [
          // both reports have the name that the report step expects
          ...['scan', '--path', '.', '--output-path', reports, '--output-name', 'report', '--report-formats', 'sarif,json'],
          // what .gitignore names may be committed nevertheless
          ...['--ignore-on-exit', 'results', '--ci', '--exclude-gitignore', ...args],
        ],
        env: { DISABLE_CRASH_REPORT: '1' },
      })),
    );
  }
}
