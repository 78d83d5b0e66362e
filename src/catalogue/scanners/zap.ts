import type { Construct } from 'constructs';
import { checkedTool, Producer, scanner, type ToolFacts, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { known } from '../../synth';
import { type ParamDeclaration, param } from '../../task';

const facts: ToolFacts = {
  tool: 'ZAP',
  description: 'Crawls a running web application and reports weaknesses of its responses',
  image: 'ghcr.io/zaproxy/zaproxy:2.17.0',
  licence: 'Apache-2.0',
  page: 'https://www.zaproxy.org/docs/automate/automation-framework',
  network: 'the target',
  // 2 means that the plan had warnings
  okExitCodes: [0, 2],
  exitCodes: { 1: 'its plan had an error, such as a target that does not answer' },
};

/** The params of `Zap`. */
export type ZapParams = {
  /** URL of the web application. */
  readonly target: ParamDeclaration<'string', false, never>;
};

const plan = (reports: string) => `
env:
  contexts: [{ name: target, urls: ['\${TARGET}'] }]
  parameters: { failOnError: true, progressToStdout: true }
jobs:
  - { type: spider, parameters: { maxDuration: 5 } }
  - { type: passiveScan-wait, parameters: { maxDuration: 10 } }
  - { type: report, parameters: { template: sarif-json, reportDir: ${reports}, reportFile: report.sarif } }
`;

/** Crawls a web application and reports weaknesses of its responses; it sends no attacks. Its image needs a shell. @see https://www.zaproxy.org */
export class Zap extends Producer<ZapParams> {
  /** The tool, its image and what binds its users. */
  static readonly facts = facts;

  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = checkedTool(scope, id, known('ToolProps', options, { scope, id }, { isExtended: new.target !== Zap }));
    super(scope, id, {
      ...scanner<ZapParams>(facts, props, ({ params, scratch, reports }, { image, args }) => ({
        image,
        script: sh`
          printf %s "$PLAN" > ${scratch}/plan.yaml
          exec zap.sh -cmd -silent -dir ${scratch}/zap -autorun ${scratch}/plan.yaml "$@"
        `,
        ...(args.length > 0 && { args }),
        env: { PLAN: plan(reports), TARGET: params.target },
      })),
      params: { target: param.string({ description: 'URL of the web application to scan' }) },
    });
  }
}
