/** Variables whose value a shell or another program executes, or reads options from that contain a command. */
const RUN: ReadonlySet<string> = new Set([
  ...['PS0', 'PS1', 'PS2', 'PS4', 'PROMPT_COMMAND', 'BASH_ENV', 'ENV', 'SHELL'],
  ...[
    'GIT_SSH_COMMAND',
    'GIT_EDITOR',
    'GIT_SEQUENCE_EDITOR',
    'GIT_PAGER',
    'GIT_EXTERNAL_DIFF',
    'GIT_PROXY_COMMAND',
    'GIT_SSH',
    'GIT_ASKPASS',
  ],
  ...['GIT_CONFIG_PARAMETERS', 'SSH_ASKPASS', 'SUDO_ASKPASS', 'RSYNC_RSH', 'CVS_RSH', 'TAR_OPTIONS', 'ANSIBLE_SSH_ARGS'],
  ...['EDITOR', 'VISUAL', 'PAGER', 'MANPAGER', 'LESSOPEN', 'LESSCLOSE', 'BROWSER', 'VIMINIT', 'EXINIT', 'PSQL_PAGER', 'PSQL_EDITOR'],
  ...['SYSTEMD_EDITOR', 'KUBE_EDITOR', 'KUBECTL_EXTERNAL_DIFF', 'TF_CLI_ARGS', 'MAKEFLAGS', 'GNUMAKEFLAGS'],
  ...[
    'PERL5OPT',
    'PERL5DB',
    'RUBYOPT',
    'NODE_OPTIONS',
    'PYTHONSTARTUP',
    'PYTHONWARNINGS',
    'LUA_INIT',
    'ERL_FLAGS',
    'ERL_AFLAGS',
    'ERL_ZFLAGS',
  ],
  ...[
    'JAVA_TOOL_OPTIONS',
    'JDK_JAVA_OPTIONS',
    '_JAVA_OPTIONS',
    'JAVA_OPTS',
    'MAVEN_OPTS',
    'MAVEN_ARGS',
    'GRADLE_OPTS',
    'SBT_OPTS',
    'ANT_OPTS',
  ],
  ...[
    'GOFLAGS',
    'CGO_CFLAGS',
    'CGO_CPPFLAGS',
    'CGO_CXXFLAGS',
    'CGO_LDFLAGS',
    'RUSTC',
    'RUSTC_WRAPPER',
    'RUSTC_WORKSPACE_WRAPPER',
    'RUSTDOC',
  ],
  ...['RUSTFLAGS', 'RUSTDOCFLAGS', 'CARGO_ENCODED_RUSTFLAGS', 'CARGO_BUILD_RUSTC', 'CARGO_BUILD_RUSTC_WRAPPER', 'CARGO_BUILD_RUSTFLAGS'],
  ...['CCACHE_PREFIX', 'CCACHE_COMPILER', 'CMAKE_C_COMPILER_LAUNCHER', 'CMAKE_CXX_COMPILER_LAUNCHER', 'LD_PRELOAD'],
]);

/** Those of a pattern: settings of git and npm, linkers and runners of cargo, arguments of single commands of terraform. */
const RUN_PATTERN =
  /^(?:GIT_CONFIG_VALUE_\d+|npm_config_(?:script_shell|node_options)|CARGO_TARGET_\w+_(?:LINKER|RUNNER|RUSTFLAGS)|TF_CLI_ARGS_\w+)$/i;

/** Variables that name folders or files from which programs load code. */
const LOADING: ReadonlySet<string> = new Set([
  ...['PATH', 'LD_LIBRARY_PATH', 'LD_AUDIT', 'GCONV_PATH', 'OPENSSL_CONF', 'OPENSSL_ENGINES', 'OPENSSL_MODULES'],
  ...['PYTHONPATH', 'PYTHONHOME', 'PYTHONUSERBASE', 'NODE_PATH', 'PERL5LIB', 'RUBYLIB', 'GEM_HOME', 'GEM_PATH', 'BUNDLE_GEMFILE'],
  ...['CLASSPATH', 'JAVA_HOME', 'JAVACMD', 'M2_HOME', 'MAVEN_HOME', 'GRADLE_HOME', 'GRADLE_USER_HOME', 'GROOVY_HOME', 'ANT_HOME'],
  ...['LUA_PATH', 'LUA_CPATH', 'PHPRC', 'PHP_INI_SCAN_DIR', 'R_PROFILE', 'R_PROFILE_USER', 'R_ENVIRON', 'R_ENVIRON_USER', 'R_LIBS'],
  ...['JULIA_LOAD_PATH', 'EMACSLOADPATH', 'GUILE_LOAD_PATH', 'ERL_LIBS', 'DOTNET_STARTUP_HOOKS', 'CORECLR_PROFILER_PATH'],
  ...['GIT_EXEC_PATH', 'GIT_TEMPLATE_DIR', 'GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'ZDOTDIR', 'FPATH', 'PSQLRC', 'CMAKE_TOOLCHAIN_FILE'],
  ...['HELM_PLUGINS', 'TF_CLI_CONFIG_FILE', 'ANSIBLE_CONFIG', 'ANSIBLE_LIBRARY', 'ANSIBLE_VAULT_PASSWORD_FILE', 'ANSIBLE_INVENTORY'],
]);

/** How the value of a variable is used: it is executed, or code is loaded from the place that it names; undefined for ordinary variables. */
export function useOfVariable(name: string): 'executed' | 'loaded' | undefined {
  if (RUN.has(name) || RUN_PATTERN.test(name)) return 'executed';
  return LOADING.has(name) ? 'loaded' : undefined;
}

/** Variables that name the compiler, which builds execute. Elsewhere the names are too short to mean it. */
const COMPILERS: ReadonlySet<string> = new Set(['CC', 'CXX', 'CPP', 'FC', 'LD', 'AR']);
const BUILDERS = /^(?:go|cargo|cmake|ninja|meson|configure|npm|pip3?|python[\d.]*|node-gyp|bazel|scons|env)$/;

/** Whether a command with the variable before it executes its value, as `CC=… go build` does. */
export function isCompilerOf(command: string, variable: string): boolean {
  return COMPILERS.has(variable) && BUILDERS.test(command);
}
