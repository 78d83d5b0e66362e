/** Other names of functions and modules. */
export type Aliases = ReadonlyMap<string, string>;

/** The names that a first look at a program finds, before it is parsed from start to end. */
export interface Known {
  /** Variables that hold the name of a program or function, or an option, such as `sh = "bash"`. */
  readonly constants: ReadonlyMap<string, string>;
  /** Lists of the beginning of a command, such as `cmd = ["bash", "-c"]`. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Variables with options that start a shell, such as `options = {"shell": True}` and `shell = True`. */
  readonly shellOptions: ReadonlySet<string>;
  /** Names of functions that an import or `require` makes. */
  readonly imported: ReadonlySet<string>;
}

export function knownIn(source: string): Known {
  const constants = new Map<string, string>();
  for (const [, name = '', , text = ''] of source.matchAll(CONSTANT)) constants.set(name, text);
  const lists = new Map<string, readonly string[]>();
  for (const [, name = '', list = ''] of source.matchAll(LIST)) {
    const words = [...list.matchAll(/["']([^"'\n]*)["']/g)].map(([, word = '']) => word);
    if (PROGRAM_OPTION.test(words[words.length - 1] ?? '')) lists.set(name, words);
  }
  return {
    constants,
    lists,
    shellOptions: new Set([...source.matchAll(OPTIONS)].map(([, name = '', item]) => name || (item ?? ''))),
    imported: new Set(
      [...source.matchAll(IMPORTED)].flatMap(([, python = '', node = '']) => `${python} ${node}`.match(/[A-Za-z_$][\w$]*/g) ?? []),
    ),
  };
}

/** Names of processes that read a shell script, and of lists that end in `"-c"`; their methods take programs. */
export function programsIn(source: string): Aliases {
  const aliases = new Map<string, string>();
  for (const [, name, managed] of source.matchAll(PROCESS)) aliases.set(name ?? managed ?? '', SHELL_INPUT);
  for (const [, managed] of source.matchAll(MANAGED)) aliases.set(managed ?? '', SHELL_INPUT);
  for (const [name, words] of knownIn(source).lists)
    if (words.some((word) => INTERPRETER.test(word)) || isBehindShell(source, name)) aliases.set(name, PROGRAM_LIST);
  return aliases;
}

function isBehindShell(source: string, name: string): boolean {
  return new RegExp(`(?:sh|python[\\d.]*|node)["']\\s*,\\s*${name.replaceAll('$', '\\$')}\\b`).test(source);
}

/** Whether a list with the beginning of a command such as `sh -c` ends here, so that what is added is a program. */
export function isBehindProgramList(before: string, aliases: Aliases): boolean {
  const added = /([\w$]+)\s*\+=?\s*$/.exec(before)?.[1];
  if (added !== undefined) return aliases.get(added) === PROGRAM_LIST;
  return /(?:["'](?:-\w*c|-e)["']\s*\]|["'][^"'\n]{0,50}sh -\w*c["']\.split\([^()]{0,9}\))\s*(?:\+\s*|\.concat\s*)$/.test(before);
}

/** The environment variable that the expression at the end of the text is assigned to. */
export function settingBefore(before: string): string | undefined {
  const found = SETTING.exec(before);
  return found?.[1] ?? found?.[2] ?? found?.[3];
}

const SETTING =
  /(?:environ\[\s*["'](\w+)["']\s*\]\s*=|putenv\(\s*["'](\w+)["']\s*,|process\.env(?:\.|\[\s*["'])(\w+)(?:["']\s*\])?\s*=)(?!=)[^\n;]{0,200}$/;

/** Whether the call writes to a shell's standard input, or adds a word behind `bash -c`. */
export function isProgramOfShell(callee: string): boolean {
  return PROGRAM_CALLS.test(callee);
}

const PROGRAM_CALLS =
  /^(?:bash\.(?:communicate|stdin\.(?:write|writelines|end))|bash -c(?:\.(?:append|extend|insert|push|concat|splice))?)$/;
/** The name under which the standard input of a shell is known. */
const SHELL_INPUT = 'bash';
/** The name under which a list is known that ends in the option before a program. */
export const PROGRAM_LIST = 'bash -c';
const INTERPRETER = /(?:^|\/)(?:(?:ba|da|z|k|a|fi)?sh|busybox|python[0-9.]*|perl|ruby|node|php)$/;
const PROGRAM_OPTION = /^(?:-[a-zA-Z]*c|-e|-p|-r|--eval|--print|--command)$/;

// at most the length of a path, so that a program is not read again and again
const CONSTANT = /\b([A-Za-z_$][\w$]{0,60})\s{0,9}=\s{0,9}(["'])([\w./-]{1,60})\2/g;
const LIST = /\b([A-Za-z_$][\w$]{0,60})\s{0,9}=\s{0,9}\[((?:\s{0,20}["'][^"'\n]{0,60}["']\s{0,20},?){1,9})\]/g;
const OPTIONS =
  /\b([A-Za-z_$][\w$]{0,60})(?:\s{0,9}=\s{0,9}(?:\{|dict\()[^})]{0,300}?\bshell["']?\s{0,9}[:=]|(?<=\bshell)\s{0,9}=|(?:\[["']shell["']\]|\.shell)\s{0,9}=)(?!=)(?!\s{0,9}(?:False|false|None|null|undefined|0\b))/g;
const IMPORTED =
  /\bfrom[ \t]{1,9}[\w.]{1,60}[ \t]{1,9}import[ \t]{1,9}([^\n]{1,300})|\{([^}]{1,300})\}\s{0,9}(?:=\s{0,9}(?:await\s{1,9})?(?:require|import)\(|from\s)/g;
const STARTED = String.raw`(?:Popen|spawn|exec|execFile)\(\s{0,9}\[?\s{0,9}["'](?:[\w./-]{0,60}\/)?(?:ba|da|z|k|a)?sh["']\s{0,9}(?:,\s{0,9}["']-s["']\s{0,9})?(?:\]|,\s{0,9}\[\s{0,9}(?:["']-s["']\s{0,9})?\]|,(?!\s{0,9}[["'])|\))`;
const PROCESS = new RegExp(String.raw`\b([A-Za-z_$][\w$]{0,60})\s{0,9}=\s{0,9}[\w.()"':]{0,60}${STARTED}`, 'g');
const MANAGED = new RegExp(String.raw`\bwith\s[\w.]{0,60}${STARTED}[^\n]{0,200}\)\s{0,9}as\s{1,9}(\w+)`, 'g');

/** Whether the words start a shell that reads its program from the standard input. */
export function isShell(words: readonly (string | undefined)[]): boolean {
  const [first, ...options] = words.filter((word) => word !== 'env' && word !== '/usr/bin/env');
  if (first === undefined || !INTERPRETER.test(first.trim())) return false;
  return options.every((option) => option === '-' || (option !== undefined && /^-/.test(option) && !PROGRAM_OPTION.test(option)));
}

/**
 * The interpreter whose program is the current element, as in `["sh", "-c", …` and in `spawn("sh", ["-c", …`.
 * @param outer - the elements of the enclosing bracket
 */
export function programOf(elements: readonly (string | undefined)[], outer: readonly (string | undefined)[]): string | undefined {
  const before = [...outer.slice(0, -1), ...elements.slice(0, -1)];
  if (isRemote(before)) return 'ssh';
  const option = elements[elements.length - 2];
  if (option === undefined || !PROGRAM_OPTION.test(option)) return undefined;
  return before.find((element) => element !== undefined && INTERPRETER.test(element));
}

const SSH = /(?:^|\/)(?:ssh|autossh)$/;
const SSH_WITH_VALUE = /^-[46AaCfGgKkMNnqsTtVvXxYy]*[BbcDEeFIiJLlmOoPpQRSWw]$/;

/** Whether the words before are `ssh` with the name of a host: the remote shell runs what follows. */
function isRemote(before: readonly (string | undefined)[]): boolean {
  const ssh = before.findIndex((word) => word !== undefined && SSH.test(word));
  if (ssh < 0) return false;
  const words = before.slice(ssh + 1);
  return words.some((word, at) => (word === undefined || !word.startsWith('-')) && !SSH_WITH_VALUE.test(words[at - 1] ?? ''));
}
