/** How an interpreter receives the text of its program. */
export interface Interpreter {
  /** The name in messages. */
  readonly title: string;
  /** An option that is followed by program text; for a shell it may be further away. */
  readonly flag?: RegExp;
  /** An option that contains program text itself. */
  readonly attached?: RegExp;
  /** Options with a value of their own. */
  readonly withValue?: RegExp;
  /** Whether its first operand is program text when no option contains it. */
  readonly takesOperand?: boolean;
  /** Options whose value replaces that operand. */
  readonly instead?: RegExp;
  /** Options whose value names code that is loaded beside the program. */
  readonly loads?: RegExp;
  /** A word before the options, such as `eval` of `deno eval`. */
  readonly subcommand?: RegExp;
  readonly isShell?: boolean;
  /** Whether it executes its input when it has no other program. */
  readonly readsInput?: boolean;
  /** Whether its first operand is the name of a file that it executes, when no option contains the program. */
  readonly runsOperand?: boolean;
  readonly fix?: string;
}

const shell: Interpreter = {
  title: 'sh -c',
  flag: /^-[a-zA-Z]*c[a-zA-Z]*$/,
  attached: /^-[a-zA-Z]*$/,
  withValue: /^[-+][a-zA-Z]*[oO]$|^--(?:rcfile|init-file)$/,
  loads: /^--(?:rcfile|init-file)$/,
  isShell: true,
  readsInput: true,
  runsOperand: true,
};

function language(title: string, flag: RegExp, attached: RegExp, fix: string, withValue?: RegExp): Interpreter {
  return { title, flag, attached, fix, readsInput: true, runsOperand: true, ...(withValue && { withValue }) };
}

const python: Interpreter = {
  ...language('python -c', /^-[a-zA-Z]*c$/, /^-[a-zA-Z]*[cm]/, "write python3 -c '… sys.argv[1] …' ${value}", /^-[a-zA-Z]*[WXm]$/),
  instead: /^-[a-zA-Z]*m$/,
};
const node: Interpreter = {
  ...language(
    'node -e',
    /^(?:-e|-p|-pe|--eval|--print)$/,
    /^(?:--eval=|--print=|--import=|--require=|--(?:experimental-)?loader=|--env-file(?:-if-exists)?=|-e|-p|-r)/,
    "write node -e '… process.argv[1] …' ${value}",
    /^(?:-r|--require|--import|--loader|--experimental-loader|-C|--conditions)$/,
  ),
  loads: /^(?:-r|--require|--import|--loader|--experimental-loader)$/,
};
const deno: Interpreter = { ...node, subcommand: /^(?:run|test)$/ };
const perl: Interpreter = {
  ...language('perl -e', /^-[a-zA-Z0]*[eE]$/, /^-(?:[a-zA-Z0]*[eE]|[Imd])/, "write perl -e '… $ARGV[0] …' -- ${value}", /^-I$/),
  loads: /^-I$/,
};
const ruby: Interpreter = {
  ...language('ruby -e', /^-[a-zA-Z0]*e$/, /^-(?:[a-zA-Z0]*[er]|I)/, "write ruby -e '… ARGV[0] …' -- ${value}", /^-[IrCE]$/),
  loads: /^-[rI]$/,
};
const php = language('php -r', /^-[rBRE]$/, /^-[rBRE]/, "write php -r '… $argv[1] …' -- ${value}", /^-[cdz]$/);
const lua: Interpreter = { ...language('lua -e', /^-e$/, /^-[el]/, 'pass it as an argument', /^-l$/), loads: /^-l$/ };
const withEval = (name: string): Interpreter => ({
  ...language(
    `${name} --eval`,
    /^-{1,2}(?:eval|execute)$/,
    /^-{1,2}(?:eval|execute)=/,
    'read the value from the environment in the program',
  ),
  runsOperand: false,
});
const powershell: Interpreter = {
  title: 'pwsh -Command',
  flag: /^-(?:c|command|e|ec|encodedcommand)$/i,
  withValue: /^-(?:f|file|ep|executionpolicy|wd|workingdirectory|configurationname)$/i,
  instead: /^-f(?:ile)?$/i,
  readsInput: true,
  runsOperand: true,
  fix: "write X=${value} pwsh -Command '… $env:X …'",
};

const awk: Interpreter = {
  title: 'awk',
  flag: /^(?:-e|--source)$/,
  attached: /^(?:-e|--source=)/,
  withValue: /^(?:-[FvilEf]|--field-separator|--assign|--file|--include|--exec)$/,
  takesOperand: true,
  instead: /^(?:-[fE]|--file|--exec)/,
  fix: "pass it with -v: awk -v name=${value} '… name …'",
};
const sed: Interpreter = {
  title: 'sed',
  flag: /^(?:-[nErsuz]*e|--expression)$/,
  attached: /^(?:-[nErsuz]*e|--expression=)/,
  withValue: /^(?:-[nErsuz]*f|-l|--file|--line-length)$/,
  takesOperand: true,
  instead: /^(?:-[nErsuz]*f|--file)/,
  fix: 'a value can contain commands of sed; use awk, which reads it from its environment: ENVIRON["NAME"]',
};
const jq: Interpreter = {
  title: 'jq',
  withValue: /^(?:-L|-f|--from-file|--indent|--tab)$/,
  takesOperand: true,
  instead: /^(?:-f|--from-file)/,
  fix: "pass it with --arg: jq --arg name ${value} '… $name …'",
};

const yq: Interpreter = {
  title: 'yq',
  subcommand: /^(?:e|eval|ea|eval-all)$/,
  withValue: /^(?:-[opI]|--(?:output-format|input-format|indent|from-file|front-matter|arg|argjson|rawfile|slurpfile))$/,
  takesOperand: true,
  instead: /^--from-file$/,
  fix: "write X=${value} yq '… strenv(X) …', or yq '.' -- ${value} for the name of a file",
};

const names: ReadonlyMap<string, Interpreter> = new Map<string, Interpreter>([
  ...['sh', 'bash', 'dash', 'ash', 'ksh', 'ksh93', 'mksh', 'zsh', 'rbash', 'hush', 'fish', 'csh', 'tcsh'].map(
    (name) => [name, shell] as const,
  ),
  ...(['awk', 'gawk', 'mawk', 'nawk', 'original-awk'] as const).map((name) => [name, awk] as const),
  ...(['sed', 'gsed'] as const).map((name) => [name, sed] as const),
  ...(['node', 'nodejs', 'bun', 'tsx', 'ts-node'] as const).map((name) => [name, node] as const),
  ...(['lua', 'luajit', 'R', 'Rscript', 'julia', 'groovy', 'elixir', 'scala', 'osascript'] as const).map((name) => [name, lua] as const),
  ...(['erl', 'emacs', 'octave', 'mongosh', 'mongo'] as const).map((name) => [name, withEval(name)] as const),
  ...(['pwsh', 'powershell'] as const).map((name) => [name, powershell] as const),
  ['deno', deno],
  ['yq', yq],
  ['perl', perl],
  ['ruby', ruby],
  ['php', php],
  ['jq', jq],
  ['gojq', jq],
]);

/** The interpreter with this name; undefined when a program executes no program text. */
export function tryFindInterpreter(name: string): Interpreter | undefined {
  return names.get(name) ?? (/^(?:i?python|pypy)[\d.]*$/.test(name) ? python : undefined) ?? names.get(name.replace(/[\d.-]+$/, ''));
}

/** How a program that runs another program is called, before the name of that program. */
export interface Wrapper {
  /** Options with a value of their own. */
  readonly withValue?: RegExp;
  /** The number of operands before the command. @default 0 */
  readonly operands?: number;
  /** Whether assignments may come before the command. */
  readonly takesAssignments?: boolean;
  /** The words before the options, such as `exec` of `direnv exec`; with others it runs no command. */
  readonly subcommand?: readonly string[];
}

/** Programs and builtins that run the command in their arguments. */
export const wrappers: ReadonlyMap<string, Wrapper> = new Map<string, Wrapper>([
  ...(
    [
      'command',
      'builtin',
      'nohup',
      'setsid',
      'busybox',
      'toybox',
      'chronic',
      'catchsegv',
      'fakeroot',
      'tini',
      'dumb-init',
      'entr',
      'proot',
    ] as const
  ).map((name) => [name, {}] as const),
  ['exec', { withValue: /^-[cl]*a$/ }],
  ['time', { withValue: /^-[fo]$|^--(?:format|output)$/ }],
  ['nice', { withValue: /^-n$|^--adjustment$/ }],
  ['ionice', { withValue: /^-[cnpPu]$|^--(?:class|classdata)$/ }],
  ['timeout', { withValue: /^-[ks]$|^--(?:signal|kill-after)$/, operands: 1 }],
  ['env', { withValue: /^-[uC]$|^--(?:unset|chdir)$/, takesAssignments: true }],
  ['sudo', { withValue: /^-[a-zA-Z]*[ugCDhpRrTtU]$|^--(?:user|group|chdir|host|prompt|chroot)$/, takesAssignments: true }],
  ['doas', { withValue: /^-[uC]$/ }],
  ['stdbuf', { withValue: /^-[ioe]$/ }],
  ['chroot', { operands: 1 }],
  ['flock', { withValue: /^-[wE]$|^--(?:wait|timeout|conflict-exit-code)$/, operands: 1 }],
  ['gosu', { operands: 1 }],
  ['su-exec', { operands: 1 }],
  ['setpriv', {}],
  ['unshare', { withValue: /^-[SGR]$/ }],
  ['nsenter', { withValue: /^-[tSG]$|^--target$/ }],
  ['strace', { withValue: /^-[aeIoOpPsuE]$/ }],
  ['ltrace', { withValue: /^-[aeoplsunxF]$/ }],
  ['taskset', { operands: 1 }],
  ['chrt', { operands: 1 }],
  ['faketime', { operands: 1 }],
  ['sshpass', { withValue: /^-[fdpP]$/ }],
  ['xargs', { withValue: /^-[aEIdLnPs]$|^--(?:arg-file|delimiter|max-args|max-procs|max-lines|max-chars|replace)$/ }],
  ['systemd-run', { withValue: /^-[puMtHE]$|^--(?:property|unit|slice|uid|gid|description|setenv|working-directory|machine)$/ }],
  ['proxychains', {}],
  ['ssh-agent', {}],
  ['dbus-run-session', {}],
  ['xvfb-run', { withValue: /^-[efnpsw]$|^--(?:server-num|server-args)$/ }],
  ['direnv', { subcommand: ['exec'], operands: 1 }],
  ['ip', { subcommand: ['netns', 'exec'], operands: 1 }],
  ['aws-vault', { subcommand: ['exec'], withValue: /^-[dntb]$|^--(?:duration|region|mfa-token|backend)$/, operands: 1 }],
  ['op', { subcommand: ['run'], withValue: /^--(?:env-file|environment|account)$/ }],
  ['doppler', { subcommand: ['run'], withValue: /^-[pct]$|^--(?:project|config|token|mount)$/ }],
  ['infisical', { subcommand: ['run'], withValue: /^--(?:env|path|projectId|token)$/ }],
  ['dapr', { subcommand: ['run'], withValue: /^-[apHGd]$|^--(?:app-id|app-port|dapr-http-port|resources-path|config|log-level)$/ }],
  ['perf', { subcommand: ['stat'], withValue: /^-[eroxC]$/ }],
  ['setarch', { operands: 1 }],
  ['unbuffer', {}],
  ['valgrind', {}],
  ['torsocks', {}],
  ['linux64', {}],
  ['linux32', {}],
  ['pkexec', { withValue: /^--user$/ }],
  ['setuidgid', { operands: 1 }],
  ['s6-setuidgid', { operands: 1 }],
  ['runuser', { withValue: /^-[ugGswc]$|^--(?:user|group|supp-group|shell|whitelist-environment|command|session-command)$/ }],
  ['cross-env', { takesAssignments: true }],
  ['dotenv', { withValue: /^-[evcp]$/ }],
  ['firejail', {}],
  ...(['torify', 'eatmydata', 'ccache', 'sccache', 'distcc', 'bear', 'caffeinate', 'rlwrap', 'numactl'] as const).map(
    (name) => [name, { withValue: /^-[CNmpo]$/ }] as const,
  ),
  ['prlimit', { withValue: /^-[po]$/ }],
  ['cgexec', { withValue: /^-g$/ }],
  ['envchain', { operands: 1 }],
  ['rustup', { subcommand: ['run'], operands: 1 }],
  ['conda', { subcommand: ['run'], withValue: /^-[np]$|^--(?:name|prefix|cwd)$/ }],
  ['mise', { subcommand: ['exec'], withValue: /^-[Cjc]$/ }],
  ...(['asdf', 'rbenv', 'pyenv', 'nodenv', 'dotenvx', 'teller', 'volta'] as const).map(
    (name) => [name, { subcommand: [['dotenvx', 'teller', 'volta'].includes(name) ? 'run' : 'exec'] }] as const,
  ),
  ['nvm', { subcommand: ['exec'], operands: 1 }],
  ['dlv', { subcommand: ['exec'] }],
  ['chamber', { subcommand: ['exec'], operands: 1 }],
  ['lerna', { subcommand: ['exec'], withValue: /^--(?:scope|ignore|concurrency|since)$/ }],
]);
