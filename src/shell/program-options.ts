/** Options of programs whose value a shell executes. */
export const runOptions: ReadonlyMap<string, RegExp> = new Map([
  ['su', /^(?:-[a-zA-Z]*c|--command|--session-command)(?:=|$)/],
  ['runuser', /^(?:-[a-zA-Z]*c|--command|--session-command)(?:=|$)/],
  ['script', /^(?:-[a-zA-Z]*c|--command)(?:=|$)/],
  ['flock', /^(?:-c|--command)(?:=|$)/],
  ['env', /^(?:-[a-zA-Z]*S|--split-string)/],
  [
    'tar',
    /^(?:-[a-zA-Z]*[IF]|--(?:to-command|checkpoint-action|use-compress-program|rsh-command|rmt-command|info-script|new-volume-script)(?:=|$))/,
  ],
  ['cpio', /^--rsh-command(?:=|$)/],
  ['install', /^--strip-program(?:=|$)/],
  ['dpkg', /^--(?:pre-invoke|post-invoke|status-logger)(?:=|$)/],
  ['valgrind', /^--db-command(?:=|$)/],
  ['mosh', /^--(?:ssh|server|client)(?:=|$)/],
  ['gpg', /^--(?:photo-viewer|agent-program|dirmngr-program|pinentry-program|exec-path|passphrase-cmd)(?:=|$)/],
  ['mutt', /^-e$/],
  ['gs', /^-c$/],
  ['kustomize', /^--helm-command(?:=|$)/],
  ['kubectl', /^--helm-command(?:=|$)/],
  ['lerna', /^--script-shell(?:=|$)/],
  ['pnpm', /^--(?:script-shell|shell-emulator|config\.script-shell)(?:=|$)/],
  ['cargo', /^--config(?:=|$)/],
  ['rustc', /^(?:-C)?(?:linker|link-args?)=/],
  ['swift', /^-e$/],
  ['ghc', /^-e$/],
  ['mix', /^(?:-e|--eval|--rpc-eval)$/],
  ['dotnet', /^--exec(?:=|:|$)/],
  ['rpm', /^(?:-[a-zA-Z]*[ED]|--eval|--define)(?:=|$)/],
  ['rpmbuild', /^(?:-[a-zA-Z]*[ED]|--eval|--define)(?:=|$)/],
  ['vagrant', /^(?:-c|--command)(?:=|$)/],
  ['confd', /^-x$/],
  ['opam', /^--jobs-program(?:=|$)/],
  ['zip', /^(?:-TT|--unzip-command)(?:=|$)/],
  ['sort', /^--compress-program(?:=|$)/],
  ['tcpdump', /^-[a-zA-Z]*z$/],
  ['scp', /^(?:-S|(?:-o)?\w+Command=)/i],
  ['sftp', /^(?:-S|(?:-o)?\w+Command=)/i],
  ['ansible', /^(?:-[a-zA-Z]*[ae]|--args|--extra-vars)(?:=|$)/],
  ['ansible-playbook', /^(?:-[a-zA-Z]*e|--extra-vars)(?:=|$)/],
  ['helm', /^--post-renderer(?:-args)?(?:=|$)/],
  ['go', /^-{1,2}(?:exec|toolexec|vettool)(?:=|$)/],
  ['gcc', /^-wrapper$/],
  ['g++', /^-wrapper$/],
  ['nix-shell', /^--(?:run|command)(?:=|$)/],
  ['capsh', /^-c$/],
  ['sg', /^-c$/],
  ['vault', /^-{1,2}exec(?:=|$)/],
  ['consul-template', /^-{1,2}exec(?:=|$)/],
  ['pytest-watch', /^--runner(?:=|$)/],
  ['deno', /^eval$/],
  ['redis-cli', /^(?:eval|eval_ro|--eval)$/i],
  ['sqlite3', /^-cmd$/],
  ['split', /^--filter(?:=|$)/],
  ['make', /^--eval(?:=|$)/],
  ['npm', /^(?:-c|--(?:call|script-shell|node-options|git|editor|viewer))(?:=|$)/],
  ['npx', /^(?:-c|--call)(?:=|$)/],
  ['gcloud', /^--(?:command|proxy-command)(?:=|$)/],
  ['rsync', /^(?:-e|--rsh|--rsync-path)(?:=|$)/],
  ['man', /^(?:-P|--pager)(?:=|$)/],
  ['expect', /^-c$/],
  ...(['vim', 'vi', 'ex', 'view', 'vimdiff', 'nvim'] as const).map((name) => [name, /^(?:-[a-zA-Z]*c|--cmd|\+)/] as const),
  ['less', /^\+/],
  ['gdb', /^-{1,2}(?:ex|eval-command|iex)(?:=|$)/],
  ['psql', /^(?:-[a-zA-Z]*c|--command)(?:=|$)/],
  ['mysql', /^(?:-[a-zA-Z]*e|--execute)(?:=|$)/],
  ['mariadb', /^(?:-[a-zA-Z]*e|--execute)(?:=|$)/],
  ['nc', /^-[a-zA-Z]*[ec]$/],
  ['ncat', /^(?:-[a-zA-Z]*[ec]|--exec|--sh-exec)(?:=|$)/],
  ['dc', /^(?:-e|--expression)(?:=|$)/],
  ['gnuplot', /^-e$/],
  [
    'git',
    /^(?:-x|--exec|--upload-pack|--receive-pack|--open-files-in-pager|--(?:env|tree|index|parent|msg|commit|tag-name|subdirectory)-filter)(?:=|$)/,
  ],
]);

/** Those among them whose value a shell runs as a program, with the environment of the command. */
export const shellOptions: ReadonlySet<string> = new Set(['su', 'runuser', 'script', 'flock', 'split', 'npm', 'npx', 'tar']);

/** Programs that pass their arguments to a shell, or run commands in them. */
export const joiners: ReadonlySet<string> = new Set(['watch', 'parallel', 'concurrently', 'tmux', 'socat', 'screen']);

/** Programs that execute their input, or commands in it. */
export const inputRunners: ReadonlySet<string> = new Set([
  ...['at', 'batch', 'crontab', 'm4', 'tclsh', 'wish', 'expect', 'ed', 'ex', 'dc', 'gdb', 'lldb', 'gnuplot', 'octave'],
  ...['psql', 'mysql', 'mariadb', 'sqlite3', 'jshell', 'ghci', 'lftp', 'vi', 'vim'],
]);

/** Programs whose next operand is a program or package that they execute; of those with subcommands, only behind these. */
export const runners: ReadonlyMap<string, RegExp | undefined> = new Map<string, RegExp | undefined>([
  ...(['npx', 'bunx', 'pnpx', 'uvx'] as const).map((name) => [name, undefined] as const),
  ['npm', /^(?:exec|x)$/],
  ['pnpm', /^(?:exec|dlx)$/],
  ['yarn', /^(?:exec|dlx)$/],
  ['bun', /^x$/],
  ['pipenv', /^run$/],
  ['pdm', /^run$/],
  ['hatch', /^run$/],
  ['bundle', /^exec$/],
  ['pipx', /^run$/],
  ['poetry', /^run$/],
  ['uv', /^(?:run|tool)$/],
  ['go', /^run$/],
  ['deno', /^run$/],
  ['nix', /^(?:run|shell)$/],
  ['composer', /^exec$/],
]);

/** Commands that run `create-NAME`, a package. */
export const creators: ReadonlyMap<string, RegExp> = new Map([
  ...(['npm', 'pnpm', 'bun'] as const).map((name) => [name, /^(?:init|create|innit)$/] as const),
  ['yarn', /^create$/],
]);

/** Options of make with a value that is not executed. */
export const MAKE_WITH_VALUE = /^(?:-[a-zA-Z]*[CfIjloOW]|--(?:directory|file|makefile|include-dir|jobs|load-average|output-sync|what-if))$/;

/** Programs whose arguments may be the names of programs, as plain words. */
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
