import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { known } from '../../synth';
import { type ParamDeclaration, param } from '../../task';

const facts: ToolFacts = {
  tool: 'testssl.sh',
  description: 'Scans the TLS of a running server',
  image: 'drwetter/testssl.sh:3.2',
  licence: 'GPL-2.0-only; who offers its scans as a service must name testssl.sh',
  page: 'https://testssl.sh',
  network: 'the target',
  converter: 'testssl',
  // the exit code is the number of problems
  okExitCodes: Array.from({ length: 242 }, (_, code) => code),
  exitCodes: {
    245: 'an argument is unknown',
    246: 'the target cannot be reached',
    251: 'it had an error',
    254: 'it had an internal error',
  },
};

/** The params of `Testssl`. */
export type TestsslParams = {
  /** The server, as host:port or URL. */
  readonly target: ParamDeclaration<'string', false, never>;
};

/** Scans the TLS of a running server: protocols, ciphers, certificates and known attacks. @see https://testssl.sh */
export class Testssl extends Producer<TestsslParams> {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, known('ToolProps', options, { scope, id }, { isExtended: new.target !== Testssl }));
    super(scope, id, {
      ...scanner<TestsslParams>(facts, props, ({ params, json }, { image, args }) => ({
        image,
        command: ['testssl.sh'],
        args: ['--quiet', '--color', '0', '--warnings', 'batch', '--jsonfile', json, ...args, params.target],
      })),
      params: { target: param.string({ description: 'server to scan, as host:port or URL' }) },
    });
  }
}
