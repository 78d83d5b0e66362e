import type { Construct } from 'constructs';
import { checkChoice, checkTool, Producer, type ToolProps } from '../roles';
import { known } from '../synth';

const SCANNERS = ['vuln', 'secret', 'misconfig', 'license'] as const;

/** Options of Trivy. */
export interface TrivyProps extends ToolProps {
  /** Kinds of findings. @default - vulnerable dependencies, secrets and misconfigurations */
  readonly scanners?: readonly ('vuln' | 'secret' | 'misconfig' | 'license')[];
}

/**
 * Scans a file system for vulnerable dependencies, secrets and misconfigurations. Version checks and telemetry are off.
 * The releases up to 0.69.1 were deleted in 2026, and 0.69.4 to 0.69.6 were malicious (CVE-2026-33634): pin the image to a
 * digest with `tekwire lock` and `pinImages()`. @see https://trivy.dev
 */
export class Trivy extends Producer {
  constructor(scope: Construct, id: string, options: TrivyProps = {}) {
    const props = known('TrivyProps', options, { scope, id }, { isExtended: new.target !== Trivy });
    checkTool(scope, id, props);
    const { image = 'ghcr.io/aquasecurity/trivy:0.74.0', args = [], scanners = ['vuln', 'secret', 'misconfig'], ...rest } = props;
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
          '--skip-version-check',
          '--disable-telemetry',
          ...args,
          '.',
        ],
      }),
    });
  }
}
