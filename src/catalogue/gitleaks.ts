import type { Construct } from 'constructs';
import { checkTool, Producer, type ToolProps } from '../roles';
import { known } from '../synth';

/** Finds secrets in the sources. Secrets are redacted in the findings. @see https://github.com/gitleaks/gitleaks */
export class Gitleaks extends Producer {
  constructor(scope: Construct, id: string, options: ToolProps = {}) {
    const props = known('ToolProps', options, { scope, id }, { isExtended: new.target !== Gitleaks });
    checkTool(scope, id, props);
    const { image = 'ghcr.io/gitleaks/gitleaks:v8.30.1', args = [], ...rest } = props;
    super(scope, id, {
      ...rest,
      description: 'Finds secrets in the sources',
      tool: 'gitleaks',
      // gitleaks writes no level, and a leaked secret is more than a warning
      defaultLevel: 'error',
      scan: ({ sarif }) => ({
        image,
        command: ['gitleaks'],
        args: ['dir', '--no-banner', '--redact', '--report-format=sarif', `--report-path=${sarif}`, '--exit-code=0', ...args, '.'],
      }),
    });
  }
}
