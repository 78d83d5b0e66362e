import type { Construct } from 'constructs';
import { checkChoice, checkTool, Producer, type ToolProps } from '../roles';

const SCANNERS = ['vuln', 'secret', 'misconfig', 'license'] as const;

/** What users change of Trivy. */
export interface TrivyProps extends ToolProps {
  /** What it looks for. @default - vulnerable dependencies, secrets and misconfigurations */
  readonly scanners?: readonly ('vuln' | 'secret' | 'misconfig' | 'license')[];
}

/** Scans a file system for vulnerable dependencies, secrets and misconfigurations. @see https://trivy.dev */
export class Trivy extends Producer {
  constructor(scope: Construct, id: string, props: TrivyProps = {}) {
    checkTool(scope, id, props);
    const { image = 'ghcr.io/aquasecurity/trivy:0.69.0', args = [], scanners = ['vuln', 'secret', 'misconfig'], ...rest } = props;
    for (const scanner of scanners) checkChoice(scope, id, 'scanners', scanner, SCANNERS);
    super(scope, id, {
      ...rest,
      description: 'Scans a file system for vulnerable dependencies, secrets and misconfigurations',
      tool: 'Trivy',
      scan: ({ sarif, scratch }) => ({
        image,
        command: ['trivy'],
        args: [
          'fs',
          '--scanners',
          scanners.join(','),
          '--format',
          'sarif',
          '--output',
          sarif,
          '--cache-dir',
          `${scratch}/trivy`,
          '--exit-code',
          '0',
          ...args,
          '.',
        ],
      }),
    });
  }
}
