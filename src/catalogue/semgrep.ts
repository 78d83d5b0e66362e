import type { Construct } from 'constructs';
import { checkTool, Producer, type ToolProps } from '../roles';
import { known } from '../synth';
import { param } from '../task';

/** Options of Semgrep. */
export interface SemgrepProps extends ToolProps {
  /** Rules: a pack such as `p/default`, a URL, or a path in the sources. @default - a param of the pipeline with the default p/default */
  readonly config?: string;
}

/** Scans sources in many languages for patterns. Metrics are off. @see https://semgrep.dev */
export class Semgrep extends Producer<{ config: ReturnType<typeof configParam> }> {
  constructor(scope: Construct, id: string, options: SemgrepProps = {}) {
    const props = known('SemgrepProps', options, { scope, id }, { isExtended: new.target !== Semgrep });
    checkTool(scope, id, props);
    const { image = 'semgrep/semgrep:1.185.0', args = [], config, ...rest } = props;
    super(scope, id, {
      ...rest,
      description: 'Scans sources in many languages for patterns',
      tool: 'Semgrep OSS',
      params: { config: configParam(config) },
      settled: config === undefined ? [] : ['config'],
      ownReport: 'semgrep',
      scan: ({ params, sarif, ownReport }) => ({
        image,
        command: ['semgrep'],
        args: [
          'scan',
          '--config',
          params.config,
          '--metrics=off',
          '--disable-version-check',
          '--sarif',
          `--sarif-output=${sarif}`,
          `--json-output=${ownReport}`,
          ...args,
          '.',
        ],
      }),
    });
  }
}

function configParam(config = 'p/default') {
  return param.string({ default: config as string, description: 'rules: a pack such as p/default, a URL, or a path in the sources' });
}
