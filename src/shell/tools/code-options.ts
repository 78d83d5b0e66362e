import { codeHazard } from '../builtins';
import type { ValueLocation, Word } from '../syntax';
import { leadOf, refuse, staticText, valuesIn } from '../words';

/** How a tool is given files and plugins that it executes. */
interface Tool {
  /** Options with such a value: `-I` and `--init-script` are followed by it, `-D…=` and `-javaagent:` contain it. */
  readonly options: readonly string[];
  /** Whether its first operand is a program, such as a class; what follows belongs to the program. */
  readonly runsOperand?: boolean;
  /** Options with a value of their own, before that operand. */
  readonly withValue?: RegExp;
  /** Only behind this subcommand. */
  readonly subcommand?: string;
}

const CMAKE_VARIABLES = [
  ...['CMAKE_TOOLCHAIN_FILE=', 'CMAKE_C_COMPILER=', 'CMAKE_CXX_COMPILER=', 'CMAKE_PROJECT_INCLUDE=', 'CMAKE_C_COMPILER_LAUNCHER='],
  ...['CMAKE_CXX_COMPILER_LAUNCHER=', 'CMAKE_PROJECT_TOP_LEVEL_INCLUDES=', 'CMAKE_MAKE_PROGRAM=', 'CMAKE_LINKER='],
];
const CMAKE = ['-P', '-C', '--toolchain', ...CMAKE_VARIABLES, ...CMAKE_VARIABLES.map((one) => `-D${one}`)];
const MAVEN = [
  ...['-f', '--file', '-s', '--settings', '-gs', '--global-settings', '-is', '--install-settings', '-t', '--toolchains'],
  ...['-Dexec.executable=', '-Dexec.args=', '-Dexec.mainClass=', '-Dmaven.ext.class.path=', '-DargLine=', '-Dexec.classpath='],
];
const JAVA = [
  ...['@', '-jar', '-cp', '-classpath', '--class-path', '-p', '--module-path', '-m', '--module', '--patch-module'],
  ...['-javaagent:', '-agentpath:', '-agentlib:', '-XX:OnError=', '-XX:OnOutOfMemoryError=', '-Xbootclasspath/a:'],
];
const JAVA_WITH_VALUE = /^(?:-cp|-classpath|--class-path|-p|--module-path|--add-(?:modules|opens|exports|reads)|--upgrade-module-path)$/;
const JEST = [
  ...['-c', '--config', '--setupFiles', '--setupFilesAfterEnv', '--globalSetup', '--globalTeardown', '--testEnvironment', '--environment'],
  ...['--runner', '--testRunner', '--resolver', '--reporter', '--reporters', '--transform'],
];

const ANSIBLE = [
  ...['-i', '--inventory', '-M', '--module-path', '--vault-password-file', '--vault-id', '--become-password-file'],
  ...['--ssh-common-args', '--ssh-extra-args', '--sftp-extra-args', '--scp-extra-args', '--connection-password-file'],
];
const JVM = ['-Dorg.gradle.jvmargs=', '-Dorg.gradle.java.home=', '-Dorg.gradle.workers.jvm='];

const tools: readonly (readonly [names: string, tool: Tool])[] = [
  ['cmake', { options: CMAKE }],
  ['ctest', { options: ['-S', '-SP', '--script', '--script-new-process'] }],
  ['cpack', { options: ['--config'] }],
  ['gradle gradlew', { options: ['-I', '--init-script', '-b', '--build-file', '-c', '--settings-file', ...JVM] }],
  ['mvn mvnw mvnd', { options: MAVEN }],
  ['ant', { options: ['-f', '-file', '-buildfile', '-lib', '-logger', '-listener', '-inputhandler'] }],
  ['bazel bazelisk', { options: ['--bazelrc', '--run_under', '--workspace_status_command', '--host_jvm_args', '--shell_executable'] }],
  ['ninja', { options: ['-f'] }],
  ['scons', { options: ['-f', '--file', '--makefile', '--sconstruct'] }],
  ['rake', { options: ['-f', '--rakefile', '-r', '--require'] }],
  ['just', { options: ['-f', '--justfile', '--shell'] }],
  ['task', { options: ['-t', '--taskfile'] }],
  ['nox', { options: ['-f', '--noxfile'] }],
  ['java javaw', { options: JAVA, withValue: JAVA_WITH_VALUE, runsOperand: true }],
  ['dotnet', { options: ['--additionalprobingpath', '--additional-deps'], subcommand: 'exec', runsOperand: true }],
  ['pytest py.test', { options: ['-p', '-c', '--config-file'] }],
  ['coverage', { options: ['--rcfile'], subcommand: 'run', runsOperand: true }],
  ['eslint', { options: ['-c', '--config', '-f', '--format', '--parser', '--plugin', '--rulesdir', '--resolve-plugins-relative-to'] }],
  ['jest vitest', { options: JEST }],
  ['webpack vite rollup playwright stylelint', { options: ['-c', '--config'] }],
  ['commitlint karma', { options: ['--config'] }],
  ['mocha', { options: ['--config', '-r', '--require', '--import', '-R', '--reporter', '-u', '--ui'] }],
  ['prettier babel', { options: ['--config', '--config-file', '--plugin', '--plugins', '--presets'] }],
  ['nodemon', { options: ['-x', '--exec', '--config'] }],
  ['pylint', { options: ['--load-plugins', '--init-hook', '--rcfile'] }],
  ['flake8', { options: ['--config', '--append-config'] }],
  ['mypy', { options: ['--config-file', '--python-executable'] }],
  ['tox alembic', { options: ['-c'] }],
  ['gunicorn', { options: ['-c', '--config'], withValue: /^-/, runsOperand: true }],
  ['celery flask', { options: ['-A', '--app'] }],
  ['gcc g++ cc c++ cpp', { options: ['@', '-B', '-fplugin', '-specs', '-wrapper'] }],
  ['clang clang++', { options: ['@', '-B', '-fplugin', '-fpass-plugin', '-fuse-ld'] }],
  ['ld ar nm ranlib', { options: ['@', '-plugin', '--plugin'] }],
  ['rustc', { options: ['@'] }],
  ['javac kotlinc', { options: ['@', '-processorpath', '-processor', '-script', '-Xplugin'] }],
  ['sed gsed', { options: ['-f', '--file'] }],
  ['awk gawk mawk nawk', { options: ['-f', '--file', '-i', '--include', '-l', '--load', '-E', '--exec'] }],
  ['jq gojq', { options: ['-L', '--library-path'] }],
  ['go', { options: ['-overlay', '--overlay'] }],
  ['bun', { options: [], subcommand: 'run', runsOperand: true }],
  ['pip pip3', { options: ['--python'] }],
  ['openssl', { options: ['-engine', '-provider', '-provider-path'] }],
  ['curl', { options: ['--engine'] }],
  ['ssh-keygen', { options: ['-D'] }],
  ['ssh-add', { options: ['-s'] }],
  ['podman', { options: ['--entrypoint', '--runtime', '--hooks-dir', '--conmon'] }],
  ['buildah', { options: ['--runtime', '--hooks-dir'] }],
  ['cypress', { options: ['--config-file'] }],
  ['dnf yum microdnf', { options: ['-c', '--config', '--setopt=pluginpath'] }],
  ['configure', { options: ['CC=', 'CXX=', 'CPP=', 'LD=', 'AR=', 'SHELL=', 'CONFIG_SHELL='] }],
  ['terraform tofu', { options: ['-plugin-dir', '--plugin-dir'] }],
  ['php', { options: ['-c', '-d', 'auto_prepend_file=', 'auto_append_file=', 'extension=', 'zend_extension='] }],
  ['ssh scp', { options: ['-F'] }],
  ['sftp', { options: ['-F', '-b'] }],
  ['wget', { options: ['-e', '--execute', '--config', '--use-askpass'] }],
  ['vim vi nvim ex view vimdiff', { options: ['-S', '-u', '-s'] }],
  ['emacs', { options: ['-l', '--load', '--script', '-f', '--funcall'] }],
  ['gdb', { options: ['-x', '--command', '-ix', '--init-command'] }],
  ['elixir iex', { options: ['-r', '-pr', '-S'] }],
  ['lldb', { options: ['-s', '--source', '-o', '--one-line', '-S'] }],
  ['psql', { options: ['-f', '--file'] }],
  ['sqlite3', { options: ['-init'] }],
  ['pandoc', { options: ['-F', '--filter', '-L', '--lua-filter', '--pdf-engine', '-d', '--defaults'] }],
  ['ansible', { options: ANSIBLE }],
  [
    'ansible-playbook',
    {
      options: ANSIBLE,
      withValue: /^-(?:-(?!check|diff|become$|syntax)|[itlueMf]$)/,
      runsOperand: true,
    },
  ],
  ['lftp', { options: ['-c', '-e', '-f'] }],
  ['apt apt-get', { options: ['-o', '-c', '--option', '--config-file'] }],
  ['docker nerdctl', { options: ['--entrypoint'] }],
  ['guile', { options: ['-c', '-e', '-l', '-s'] }],
  ['sbcl', { options: ['--eval', '--load', '--script'] }],
  ['racket', { options: ['-e', '-f', '-r', '-l'] }],
  ['clojure clj', { options: ['-e', '--eval', '-i'] }],
  ['nix nix-build nix-shell nix-instantiate', { options: ['--expr', '-E', '-f', '--file'] }],
  ['matlab', { options: ['-batch', '-r'] }],
  ['m4', { options: ['-D'], withValue: /^-[UIFRWL]$/, runsOperand: true }],
  ['at', { options: ['-f'] }],
  ['crontab', { options: [], withValue: /^-u$/, runsOperand: true }],
  ['expect', { options: ['-f'], runsOperand: true }],
  ['tclsh wish gnuplot jshell zx', { options: [], runsOperand: true }],
];
const toolsByName: ReadonlyMap<string, Tool> = new Map(
  tools.flatMap(([names, tool]) => names.split(' ').map((name) => [name, tool] as const)),
);

/** Checks the options and the operand by which a tool is given code, such as `cmake -P`, `mvn --settings` and `java -jar`. */
export function checkCodeOptions(name: string, given: readonly Word[]): void {
  const tool = toolsByName.get(name);
  if (tool === undefined) return;
  const { options, runsOperand = false, withValue, subcommand } = tool;
  const first = subcommand === undefined ? 0 : given.findIndex((word) => staticText(word) === subcommand) + 1;
  if (subcommand !== undefined && first === 0) return;
  for (let at = first; at < given.length; at++) {
    const word = given[at] as Word;
    const text = staticText(word);
    const isOption = leadOf(word).startsWith('-');
    if (text !== undefined && options.includes(text)) {
      refuse(fileIn(given[++at]), optionHazard(name, text));
      if (text === '-jar' || text === '-m' || text === '--module') return;
      continue;
    }
    const attached = options.find((option) => isAttached(option, leadOf(word)));
    if (attached !== undefined) refuse(fileIn(word), optionHazard(name, attached));
    if (isOption && text !== undefined && withValue?.test(text) && !text.includes('=')) at++;
    else if (!isOption && runsOperand) {
      refuse(fileIn(word), operandHazard(name));
      return;
    }
  }
}

/** Whether a word with a value begins with the option, as `-I@` and `--file=@`. */
function isAttached(option: string, lead: string): boolean {
  if (/[=:@]$/.test(option)) return lead.startsWith(option) || lead.startsWith(`-d${option}`);
  return lead.startsWith(`${option}=`) || (option.length === 2 && lead.startsWith(option));
}

/** The values in the name of a file; those that are only the name of its folder are left out, as in `-f @/pom.xml`. */
export function fileIn(word: Word | undefined): readonly ValueLocation[] {
  const parts = word?.parts ?? [];
  const name = parts.slice(parts.map((part) => part.kind === 'text' && part.text.includes('/')).lastIndexOf(true) + 1);
  return name.some(({ kind }) => kind !== 'text') || !parts.some(({ kind }) => kind !== 'text') ? valuesIn(name) : [];
}

const FIX = 'write a literal; choose between several with case';

function optionHazard(name: string, option: string) {
  return codeHazard(`the option ${option.replace(/[=:]$/, '')} of ${name}, which executes what it names`, FIX);
}

function operandHazard(name: string) {
  return codeHazard(`the name of the program that ${name} executes`, FIX);
}
