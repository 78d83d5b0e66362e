import type { Command } from '../command';
import { brief, leadingWords, type OptionWords, optionWords } from './words';

/** The completion script for zsh. */
export function zshScript(commands: readonly Command[]): string {
  return `#compdef tekwire
# completion of tekwire for zsh
_tekwire() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    '${name}:${brief(summary)}'`).join('\n')}
    'help:list the commands'
    'version:print the version'
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(commandCase).join('\n')}
  esac
}
compdef _tekwire tekwire`;
}

function commandCase(command: Command): string {
  const lead = leadingWords(command);
  const first = lead.length > 0 ? [`'1: :{ compadd -- ${lead.join(' ')}; _files }'`] : [];
  const specs = [...optionWords(command).map(optionSpec), ...first, "'*:file:_files'"];
  return `    ${command.name}) _arguments \\\n${specs.map((spec) => `      ${spec}`).join(' \\\n')} ;;`;
}

function optionSpec({ flags, hasValue, values, isFile, summary }: OptionWords): string {
  const action = values.length > 0 ? `:value:(${values.join(' ')})` : `:value:${isFile ? '_files' : ' '}`;
  const rest = `'[${summary}]${hasValue ? action : ''}'`;
  const [first, ...others] = flags;
  // an option may be given several times
  return others.length === 0 ? `'*'${first}${rest}` : `'*'{${flags.join(',')}}${rest}`;
}
