import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { knownOptions } from '../../synth';

const facts: ToolFacts = {
  tool: 'Brakeman',
  description: 'Scans Ruby on Rails applications for security problems',
  image: 'presidentbeef/brakeman:v8.1.0',
  licence: 'Brakeman Public Use License, which limits commercial use: read it first',
  page: 'https://brakemanscanner.org',
  nothingExitCodes: [4],
  exitCodes: {
    4: 'there is no Rails application',
    5: 'an argument is unknown',
    6: 'the application does not exist',
    7: 'some files could not be scanned',
  },
};

/** Scans Ruby on Rails applications for security problems. Its licence limits commercial use. @see https://brakemanscanner.org */
export class Brakeman extends Producer {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, knownOptions('ToolProps', options, { scope, id }, { isExtended: new.target !== Brakeman }));
    super(
      scope,
      id,
      scanner(facts, props, ({ sarif }, { image, args }) => ({
        image,
        command: ['/usr/src/app/bin/brakeman'],
        args: ['--format', 'sarif', '--output', sarif, '--no-exit-on-warn', '--no-pager', ...args, '.'],
      })),
    );
  }
}
