import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { known } from '../../synth';
import { type ParamDeclaration, param } from '../../task';

const facts: ToolFacts = {
  tool: 'nuclei',
  description: 'Scans a running server for known weaknesses',
  image: 'projectdiscovery/nuclei:v3.11.0',
  licence: 'MIT',
  page: 'https://docs.projectdiscovery.io/tools/nuclei',
  network: 'the target',
  // its SARIF names neither severities nor addresses
  converter: 'nuclei',
};

/** Options of Nuclei. */
export interface NucleiProps extends ToolProps {
  /** Folder of the templates in the sources. @default - a param of the pipeline */
  readonly templates?: string;
}

/** The params of `Nuclei`. */
export type NucleiParams = {
  /** URL of the server. */
  readonly target: ParamDeclaration<'string', false, never>;
  /** Folder of the templates in the sources. */
  readonly templates: ParamDeclaration<'string', boolean, never>;
};

/** Scans a running server with templates; nothing is fetched but from the target. @see https://docs.projectdiscovery.io/tools/nuclei */
export class Nuclei extends Producer<NucleiParams> {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: NucleiProps = {}) {
    const props = checkedTool(scope, id, known('NucleiProps', options, { scope, id }, { isExtended: new.target !== Nuclei }));
    const { templates, ...rest } = props;
    const description = 'folder of the templates in the sources';
    super(scope, id, {
      ...scanner<NucleiParams>(facts, rest, ({ params, json }, { image, args }) => ({
        image,
        command: ['nuclei'],
        args: [
          ...['-target', params.target, '-templates', params.templates, '-disable-update-check', '-no-interactsh'],
          ...['-omit-raw', '-json-export', json, ...args],
        ],
      })),
      params: {
        target: param.string({ description: 'URL of the server to scan' }),
        templates: templates === undefined ? param.string({ description }) : param.string({ default: templates, description }),
      },
      preset: templates === undefined ? [] : ['templates'],
    });
  }
}
