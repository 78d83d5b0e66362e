import type { Construct } from 'constructs';
import { checkedTool, Producer, type ScanStep, type ToolProps } from '../../roles';
import { sh } from '../../script';
import { knownOptions } from '../../synth';

/** Options of SarifProducer. */
export interface SarifProducerProps extends ToolProps {
  /** Image of the tool, with a tag or digest. */
  readonly image: string;
  /** The command that scans the working directory. @default - the entrypoint of the image */
  readonly command?: readonly string[];
  /** Where the tool writes SARIF: `stdout` needs a shell and a command; else a word of the arguments that stands for the file. @default SARIF */
  readonly output?: 'stdout' | (string & {});
  /** Name of the tool, used when it leaves no SARIF. @default - the construct's id */
  readonly tool?: string;
  /** Exit codes of a scan that finished, with or without findings. @default [0] */
  readonly okExitCodes?: readonly number[];
  /** What the tool says that its other exit codes mean. @default - the number alone */
  readonly exitCodes?: Readonly<Record<number, string>>;
  /** Exit codes with which the tool says that there is nothing for it to scan. @default - none */
  readonly nothingExitCodes?: readonly number[];
}

/**
 * Any tool that writes SARIF, by its image and its arguments: in each argument the word SARIF stands for the file.
 * @example
 * new SarifProducer(chart, 'flawfinder', { image: 'acme/flawfinder:2.0.19', command: ['flawfinder'], args: ['--sarif', '.'], output: 'stdout' });
 */
export class SarifProducer extends Producer {
  constructor(scope: Construct, id: string, options: SarifProducerProps) {
    const props = checkedTool(
      scope,
      id,
      knownOptions('SarifProducerProps', options, { scope, id }, { isExtended: new.target !== SarifProducer }),
    );
    const { image, command, args = [], output = 'SARIF', ...rest } = props;
    super(scope, id, { ...rest, scan: ({ sarif }) => stepOf({ image, command, args, output }, sarif) });
  }
}

type Scan = Pick<SarifProducerProps, 'image' | 'command'> & { readonly args: readonly string[]; readonly output: string };

function stepOf({ image, command, args, output }: Scan, sarif: string): ScanStep {
  if (output === 'stdout') return { image, script: sh`exec "$@" > ${sarif}`, args: [...(command ?? []), ...args] };
  return { image, ...(command && { command }), args: args.map((arg) => arg.replaceAll(output, sarif)) };
}
