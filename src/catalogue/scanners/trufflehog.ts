import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { knownOptions } from '../../synth';
import { INVALID_TOKEN } from './planted';

const facts: ToolFacts = {
  tool: 'trufflehog',
  description: 'Finds secrets in the sources',
  image: 'ghcr.io/trufflesecurity/trufflehog:3.97.9',
  licence: 'AGPL-3.0-only: who offers a changed TruffleHog over a network must publish the changes',
  page: 'https://github.com/trufflesecurity/trufflehog',
  canary: { files: { 'canary.env': INVALID_TOKEN }, finds: ['Github'] },
};

/**
 * Finds secrets in the sources. Secrets are not verified, because that would send them to the services that they are for. TruffleHog rates secrets
 * that it did not verify as warnings, so they have the severity medium: a gate of `failOn: 'high'` lets them pass, unless a `SeverityMap` before it
 * raises them. TruffleHog has the licence AGPL-3.0. Its image needs a shell. @see https://github.com/trufflesecurity/trufflehog
 */
export class Trufflehog extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== Trufflehog }));
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif }, { image, args }) => ({
        image,
        script: sh`exec trufflehog filesystem . --sarif --no-verification --no-update "$@" > ${sarif}`,
        ...(args.length > 0 && { args }),
      })),
    );
  }
}
