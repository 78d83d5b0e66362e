import { type Call, type Command, exit, UsageError } from '../command';
import { bashScript } from './bash';
import { fishScript } from './fish';
import { zshScript } from './zsh';

const shells: Readonly<Record<string, (commands: readonly Command[]) => string>> = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** `tekwire completion`: prints the script with which a shell completes the given commands, their options and values. */
export const completionOf = (commands: () => readonly Command[]): Command => ({
  name: 'completion',
  summary: 'print the script with which bash, zsh or fish completes commands',
  calls: ['bash', 'zsh', 'fish'],
  about: `Prints a script to standard output. Load it in the start file of the shell:

  bash  ~/.bashrc:                  source <(tekwire completion bash)
  zsh   ~/.zshrc, after compinit:   source <(tekwire completion zsh)
  fish  ~/.config/fish/config.fish: tekwire completion fish | source`,
  options: {},
  examples: { 'completion bash': 'the script for bash' },
  exits: { 0: 'printed', 2: 'unknown shell', 3: 'the output cannot be written' },
  run: (call) => printScript(call, commands),
});

function printScript({ files: [shell, ...more], out }: Call, commands: () => readonly Command[]): number {
  const script = shell === undefined || more.length > 0 || !Object.hasOwn(shells, shell) ? undefined : shells[shell];
  if (script === undefined) throw new UsageError(`expected one of: ${Object.keys(shells).join(', ')}, as in tekwire completion bash`);
  out(script(commands()));
  return exit.ok;
}
