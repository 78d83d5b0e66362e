import type { Construct } from 'constructs';
import { checkedTool, DATABASE, type DatabaseProps, fetchNote, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { known } from '../../synth';
import { type ParamDeclaration, param } from '../../task';

const ANY_ANSWER = [
  'id: tekwire-canary\ninfo: { name: any answer, author: tekwire, severity: info }\nhttp:\n- method: GET\n  path: ["{',
  '{BaseURL}',
  '}"]\n  matchers: [{ type: dsl, dsl: ["status_code > 0"] }]\n',
] as const;

const facts: ToolFacts = {
  tool: 'nuclei',
  description: 'Scans a running server for known weaknesses',
  image: 'projectdiscovery/nuclei:v3.11.1',
  licence: 'MIT',
  page: 'https://docs.projectdiscovery.io/tools/nuclei',
  network: 'the target',
  networkWithDatabase: 'the target',
  databaseFolder: 'nuclei',
  databaseFile: fetchNote,
  // any answer of the target; in pieces, because Helm would replace two braces. The templates of the user are what they want to know of it
  canary: { files: { 'canary.yaml': ANY_ANSWER }, finds: ['tekwire-canary'] },
  // its SARIF names neither severities nor addresses
  converter: 'nuclei',
  exitCodes: { 1: 'it had an error, such as templates that are missing, have mistakes or are all left out' },
};

/** Nuclei asks public name servers beside those of the pod, which do not know the names of a cluster and learn them. */
const askOnlyOwnResolvers = (scratch: string) => sh`
  awk '$1 == "nameserver" { print $2 ~ /:/ ? "[" $2 "]:53" : $2 }' /etc/resolv.conf > ${scratch}/resolvers
  exec nuclei -resolvers ${scratch}/resolvers "$@"
`;

/** Options of Nuclei. */
export interface NucleiProps extends ToolProps, DatabaseProps {
  /** Folder of the templates in the sources. @default - those in `database`, else a param of the pipeline */
  readonly templates?: string;
}

/** The params of `Nuclei`. */
export type NucleiParams = {
  /** URL of the server. */
  readonly target: ParamDeclaration<'string', false, never>;
  /** Folder of the templates in the sources. */
  readonly templates: ParamDeclaration<'string', boolean, never>;
};

/**
 * Scans a running server with templates; nothing is fetched but from the target, whose name is asked of the cluster's own name
 * servers. Its canary is a template that any answer of the target matches, without
 * `args`, which may select templates; a target without HTTP needs `canary: false`. Its image needs a shell. @see https://docs.projectdiscovery.io/tools/nuclei
 */
export class Nuclei extends Producer<NucleiParams> {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: NucleiProps = {}) {
    const props = checkedTool(scope, id, known('NucleiProps', options, { scope, id }, { isExtended: new.target !== Nuclei }));
    const { templates = props.database === undefined ? undefined : DATABASE, ...rest } = props;
    const description = 'folder of the templates in the sources';
    super(scope, id, {
      ...scanner<NucleiParams>(facts, rest, ({ params, json, scratch, target, isCanary }, { image, args }) => ({
        image,
        script: askOnlyOwnResolvers(scratch),
        args: [
          ...['-target', params.target, '-templates', isCanary ? `${target}/canary.yaml` : params.templates],
          ...['-disable-update-check', '-no-interactsh'],
          ...['-omit-raw', '-json-export', json, ...(isCanary ? [] : args)],
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
