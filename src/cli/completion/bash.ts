import type { Command } from '../command';
import { leadingWords, optionWords } from './words';

/** The completion script for bash. */
export function bashScript(commands: readonly Command[]): string {
  const names = [...commands.map(({ name }) => name), 'help', 'version'].join(' ');
  return `# completion of tekwire for bash
_tekwire() {
  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} words=''
  COMPREPLY=()
  # bash takes --output=json as three words
  if [ "$current" = = ]; then current=''
  elif [ "$before" = = ]; then before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${names}' -- "$current"))
    return
  fi
  case \${COMP_WORDS[1]} in
${commands.map(commandCase).join('\n')}
  esac
}
complete -o bashdefault -o default -F _tekwire tekwire`;
}

function commandCase(command: Command): string {
  const options = optionWords(command);
  const valued = options.filter(({ hasValue }) => hasValue);
  const closed = valued.filter(({ values }) => values.length > 0);
  const open = valued.filter(({ values }) => values.length === 0);
  const flags = options.flatMap((one) => one.flags).join(' ');
  const lead = leadingWords(command).join(' ');
  const pattern = (list: typeof options) => list.flatMap((one) => one.flags).join('|');
  return [
    `    ${command.name})`,
    '      case $before in',
    ...closed.map((one) => `        ${one.flags.join('|')}) COMPREPLY=($(compgen -W '${one.values.join(' ')}' -- "$current")); return ;;`),
    // the value is a name or a file: bash completes files by itself
    ...(open.length > 0 ? [`        ${pattern(open)}) return ;;`] : []),
    '      esac',
    `      case $current in -*) words='${flags}' ;; *) [ "$COMP_CWORD" -eq 2 ] && words='${lead}' ;; esac`,
    '      COMPREPLY=($(compgen -W "$words" -- "$current")) ;;',
  ].join('\n');
}
