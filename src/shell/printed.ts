/**
 * What the output of a program may hold of its arguments, its variables and its input: `copies` any of them, `code` when only their whole
 * text is in question and not a number, `nothing` when the output is a number, a checksum, or what a service answers.
 */
export type Printing = 'copies' | 'code' | 'nothing';

const SILENT: ReadonlySet<string> = new Set([
  ...['[', 'test', 'true', 'false', ':', 'exit', 'return', 'shift', 'set', 'unset', 'export', 'local', 'declare', 'readonly', 'typeset'],
  ...['read', 'trap', 'kill', 'wait', 'sleep', 'mkdir', 'rmdir', 'rm', 'touch', 'chmod', 'chown', 'cp', 'mv', 'ln', 'sync', 'umask'],
]);
const NUMBERS: ReadonlySet<string> = new Set(['wc', 'id', 'nproc', 'expr', 'seq', 'cmp', 'cksum', 'sum', 'b2sum', 'md5sum', 'getconf']);
/** Programs that print what a service or a repository holds. */
const ANSWERS: ReadonlySet<string> = new Set([
  ...['git', 'kubectl', 'oc', 'helm', 'docker', 'podman', 'crane', 'skopeo', 'cosign', 'oras', 'gh', 'glab', 'tkn', 'ssh'],
  ...['aws', 'gcloud', 'az', 'vault', 'terraform', 'tofu', 'psql', 'mysql', 'redis-cli', 'dig', 'host', 'npm', 'pip', 'pip3', 'go', 'mvn'],
  ...['date', 'stat', 'mktemp', 'openssl', 'gpg', 'grep', 'egrep', 'fgrep', 'rg', 'sort', 'head', 'tail', 'cut', 'tr', 'sed', 'cat', 'tee'],
]);

const LANGUAGE = /^(?:python|pypy|node|nodejs|bun|deno|perl|ruby|php|lua)[\d.]*$/;
const COPIERS: ReadonlySet<string> = new Set(['printenv', 'envsubst', 'jq', 'gojq', 'yq', 'xmllint', 'awk', 'gawk', 'mawk', 'nawk']);

/** A program that prints nothing but a number. */
const COUNTS =
  /^(?!.*\bprint\b.*\bprint\b)(?:.*\bprint\(\s*(?:int|len|float|sum|round|abs|ord|hash)\(|.*\bconsole\.log\(\s*(?:\+|Number|parseInt|parseFloat|Math\.|[\w.[\]]+\.length\b))/s;
const JQ_COUNTS = /\b(?:length|tonumber|floor|add|index|indices)\s*$/;

/** @param words - of the command from its name on; expansions are empty */
export function printingOf([first = '', ...args]: readonly string[]): Printing {
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (SILENT.has(name) || NUMBERS.has(name) || ANSWERS.has(name) || /^sha\d+sum$/.test(name)) return 'nothing';
  if (LANGUAGE.test(name)) return args.some((arg) => COUNTS.test(arg)) ? 'nothing' : 'copies';
  if (/awk$/.test(name)) return printsVariable(args) ? 'copies' : 'code';
  if (name === 'jq' || name === 'gojq') return jqPrinting(args);
  return COPIERS.has(name) ? 'copies' : 'code';
}

/** Whether a statement of awk prints a variable that an option sets. */
function printsVariable(args: readonly string[]): boolean {
  return args.some((arg, at) => {
    const [, name] = /^(?:-v|--assign=)?([A-Za-z_]\w*)=$/.exec(arg) ?? [];
    const isOption = arg.startsWith('-') || /^(?:-v|--assign)$/.test(args[at - 1] ?? '');
    return name !== undefined && isOption && args.some((program) => new RegExp(`\\bprintf?\\b[^;}\\n]*\\b${name}\\b`).test(program));
  });
}

function jqPrinting(args: readonly string[]): Printing {
  if (args.some((arg) => JQ_COUNTS.test(arg.trim()))) return 'nothing';
  const names = args.flatMap((arg, at) => (/^--(?:raw)?(?:arg|argjson)$/.test(arg) ? [args[at + 1] ?? ''] : []));
  if (names.length === 0) return 'code';
  const printed = args.map((arg) =>
    arg.replace(/\[[^\]]*\]|\b(?:select|has|test|contains|startswith|endswith)\((?:[^()]|\([^()]*\))*\)/g, ''),
  );
  return names.some((name) => printed.some((arg) => arg.includes(`$${name}`))) ? 'copies' : 'code';
}

/** Whether every conversion of a format of `printf` is a number. */
export function formatsNumbers(format: string): boolean {
  const conversions = format.replaceAll('%%', '').match(/%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z(]/g) ?? [];
  return conversions.length > 0 && !format.includes('*') && conversions.every((one) => /[diouxXeEfFgG]$/.test(one));
}

const ENVIRONMENT =
  /\benviron(?:\.get\(|\[)\s*["'](\w+)|\bgetenv\(\s*["'](\w+)|\bprocess\.env(?:\.|\[["'])(\w+)|\$?\bENV(?:\{|\[|\.fetch\(|\.)\s*["']?(\w+)|\bENVIRON\[\s*"(\w+)|\benv\.(\w+)/g;

/** The variables of the environment that a program prints, as far as its words and its literal input show it. */
export function variablesPrinted([first = '', ...args]: readonly string[], input: readonly string[]): readonly string[] {
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (name === 'printenv') return args.filter((arg) => /^\w+$/.test(arg));
  if (name === 'envsubst') return input.flatMap((text) => [...text.matchAll(/\$\{?(\w+)/g)].map(([, one = '']) => one));
  if (!LANGUAGE.test(name) && !COPIERS.has(name)) return [];
  return [...args, ...input].flatMap((text) => [...text.matchAll(ENVIRONMENT)].map((groups) => groups.slice(1).find((one) => one) ?? ''));
}
