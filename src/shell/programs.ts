/** How a program takes the text of a program of its own. */
export interface Interpreter {
  /** What it is called in messages. */
  readonly title: string;
  /** An option behind which program text stands; of a shell it may stand further behind. */
  readonly flag?: RegExp;
  /** An option that holds program text itself. */
  readonly attached?: RegExp;
  /** Options with a value of their own. */
  readonly withValue?: RegExp;
  /** Whether its first operand is program text, where no option gave it. */
  readonly takesOperand?: boolean;
  /** Options whose value takes the place of that operand. */
  readonly instead?: RegExp;
  readonly isShell?: boolean;
  /** Whether it runs what it reads from its input, where it has no other program. */
  readonly readsInput?: boolean;
  readonly fix?: string;
}

const shell: Interpreter = {
  title: 'sh -c',
  flag: /^-[a-zA-Z]*c[a-zA-Z]*$/,
  attached: /^-[a-zA-Z]*$/,
  withValue: /^[-+][a-zA-Z]*[oO]$|^--(?:rcfile|init-file)$/,
  isShell: true,
  readsInput: true,
};

function language(title: string, flag: RegExp, attached: RegExp, fix: string, withValue?: RegExp): Interpreter {
  return { title, flag, attached, fix, readsInput: true, ...(withValue && { withValue }) };
}

const python = language('python -c', /^-[a-zA-Z]*c$/, /^-[a-zA-Z]*c/, "write python3 -c '… sys.argv[1] …' ${value}", /^-[a-zA-Z]*[WXm]$/);
const node = language(
  'node -e',
  /^(?:-e|-p|-pe|--eval|--print)$/,
  /^(?:--eval=|--print=|-e|-p)/,
  "write node -e '… process.argv[1] …' ${value}",
  /^(?:-r|--require|--import|-C|--conditions)$/,
);
const perl = language('perl -e', /^-[a-zA-Z0]*[eE]$/, /^-[a-zA-Z0]*[eE]/, "write perl -e '… $ARGV[0] …' -- ${value}", /^-I$/);
const ruby = language('ruby -e', /^-[a-zA-Z0]*e$/, /^-[a-zA-Z0]*e/, "write ruby -e '… ARGV[0] …' -- ${value}", /^-[IrCE]$/);
const php = language('php -r', /^-[rBRE]$/, /^-[rBRE]/, "write php -r '… $argv[1] …' -- ${value}", /^-[cdz]$/);
const lua = language('lua -e', /^-e$/, /^-e/, 'hand it over as an argument', /^-l$/);

const awk: Interpreter = {
  title: 'awk',
  flag: /^(?:-e|--source)$/,
  attached: /^(?:-e|--source=)/,
  withValue: /^(?:-[FvilEf]|--field-separator|--assign|--file|--include|--exec)$/,
  takesOperand: true,
  instead: /^(?:-[fE]|--file|--exec)/,
  fix: "hand it over: awk -v name=${value} '… name …'",
};
const sed: Interpreter = {
  title: 'sed',
  flag: /^(?:-[nErsuz]*e|--expression)$/,
  attached: /^(?:-[nErsuz]*e|--expression=)/,
  withValue: /^(?:-[nErsuz]*f|-l|--file|--line-length)$/,
  takesOperand: true,
  instead: /^(?:-[nErsuz]*f|--file)/,
  fix: 'a value can hold commands of sed; let awk put it in, from its environment: ENVIRON["NAME"]',
};
const jq: Interpreter = {
  title: 'jq',
  withValue: /^(?:-L|--indent|--tab)$/,
  takesOperand: true,
  instead: /^(?:-f|--from-file)/,
  fix: "hand it over: jq --arg name ${value} '… $name …'",
};

const names: ReadonlyMap<string, Interpreter> = new Map([
  ...['sh', 'bash', 'dash', 'ash', 'ksh', 'ksh93', 'mksh', 'zsh', 'rbash', 'hush', 'fish'].map((name) => [name, shell] as const),
  ...(['awk', 'gawk', 'mawk', 'nawk', 'original-awk'] as const).map((name) => [name, awk] as const),
  ...(['sed', 'gsed'] as const).map((name) => [name, sed] as const),
  ...(['node', 'nodejs', 'bun', 'deno'] as const).map((name) => [name, node] as const),
  ...(['lua', 'luajit', 'Rscript', 'julia', 'groovy', 'osascript'] as const).map((name) => [name, lua] as const),
  ['perl', perl],
  ['ruby', ruby],
  ['php', php],
  ['jq', jq],
  ['gojq', jq],
]);

/** What a program of the name takes as program text; undefined for one that takes none. */
export function tryFindInterpreter(name: string): Interpreter | undefined {
  return names.get(name) ?? (/^(?:python|pypy)[\d.]*$/.test(name) ? python : undefined) ?? names.get(name.replace(/[\d.-]+$/, ''));
}

/** How a program that runs another one is called before that one's name. */
export interface Wrapper {
  /** Its options with a value of their own. */
  readonly withValue?: RegExp;
  /** How many operands it has before the command. @default 0 */
  readonly operands?: number;
  /** Whether assignments may stand before the command. */
  readonly takesAssignments?: boolean;
}

/** Programs, and builtins, that run the command in their arguments. */
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
  ['proxychains', {}],
  ['ssh-agent', {}],
  ['dbus-run-session', {}],
  ['xvfb-run', { withValue: /^-[efnpsw]$|^--(?:server-num|server-args)$/ }],
]);

/** Options of programs whose value a shell runs. */
export const runOptions: ReadonlyMap<string, RegExp> = new Map([
  ['su', /^(?:-[a-zA-Z]*c|--command|--session-command)(?:=|$)/],
  ['runuser', /^(?:-[a-zA-Z]*c|--command|--session-command)(?:=|$)/],
  ['script', /^(?:-[a-zA-Z]*c|--command)(?:=|$)/],
  ['flock', /^(?:-c|--command)(?:=|$)/],
  ['env', /^(?:-[a-zA-Z]*S|--split-string)/],
  ['tar', /^--(?:to-command|checkpoint-action|use-compress-program|rsh-command|info-script|new-volume-script)(?:=|$)/],
  ['split', /^--filter(?:=|$)/],
  ['make', /^--eval(?:=|$)/],
  ['npm', /^(?:-c|--call)(?:=|$)/],
  ['npx', /^(?:-c|--call)(?:=|$)/],
  ['gcloud', /^--command(?:=|$)/],
  ['rsync', /^(?:-e|--rsh|--rsync-path)(?:=|$)/],
  ['man', /^(?:-P|--pager)(?:=|$)/],
  ['expect', /^-c$/],
  ['vim', /^(?:-c|--cmd|\+)/],
  ['vi', /^(?:-c|\+)/],
  ['ex', /^(?:-c|\+)/],
  ['gdb', /^-{1,2}(?:ex|eval-command|iex)(?:=|$)/],
  ['git', /^(?:-x|--exec|--upload-pack|--receive-pack|--(?:env|tree|index|parent|msg|commit|tag-name|subdirectory)-filter)(?:=|$)/],
]);

/** Programs that join their arguments into one text for a shell. */
export const joiners: ReadonlySet<string> = new Set(['watch', 'parallel', 'concurrently']);

/** Programs that take the names of programs as plain words. */
export const plainPrograms: ReadonlySet<string> = new Set([
  ...[
    'echo',
    'printf',
    'grep',
    'egrep',
    'fgrep',
    'rg',
    'git',
    'cat',
    'ls',
    'cp',
    'mv',
    'rm',
    'mkdir',
    'touch',
    'test',
    '[',
    'apk',
    'apt',
    'ln',
  ],
  ...[
    'apt-get',
    'yum',
    'dnf',
    'microdnf',
    'pip',
    'pip3',
    'npm',
    'curl',
    'wget',
    'tar',
    'which',
    'type',
    'hash',
    'man',
    'cd',
    'export',
    'set',
  ],
]);

/** Options of ssh with a value of their own. */
export const SSH_WITH_VALUE = /^-[46AaCfGgKkMNnqsTtVvXxYy]*[BbcDEeFIiJLlmOoPpQRSWw]$/;
