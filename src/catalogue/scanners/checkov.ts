import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { knownOptions } from '../../synth';
import { ROOT_DOCKERFILE } from './planted';

const facts: ToolFacts = {
  tool: 'checkov',
  description: 'Scans Terraform, Kubernetes, Dockerfiles and other infrastructure code for misconfigurations',
  image: 'bridgecrew/checkov:3.3.26',
  licence: 'Apache-2.0',
  page: 'https://www.checkov.io',
  sarifName: 'results_sarif.sarif',
  canary: { files: { Dockerfile: ROOT_DOCKERFILE }, finds: ['CKV_DOCKER_8'], settings: ['.checkov.yaml', '.checkov.yml'] },
};

/**
 * Scans Terraform, Kubernetes, Dockerfiles and other infrastructure code for misconfigurations. Without an account of its vendor checkov weighs
 * nothing: every finding is an error. External modules are not downloaded. @see https://www.checkov.io
 */
export class Checkov extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== Checkov }));
    super(
      scope,
      id,
      scanner(facts, props, ({ reports }, { image, args }) => ({
        image,
        command: ['checkov'],
        args: [
          ...['--directory', '.', '--output', 'sarif', '--output-file-path', reports],
          ...['--soft-fail', '--skip-download', '--quiet', '--compact', ...args],
        ],
      })),
    );
  }
}
