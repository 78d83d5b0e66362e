/** A string in CEL. */
export function celString(value: string): string {
  const escaped = value.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return `'${escaped}'`;
}

/** A list of strings in CEL. */
export function celList(values: readonly string[]): string {
  return `[${values.map(celString).join(', ')}]`;
}

const GLOB = /[*?]/;

/**
 * The conditions under which a value matches patterns: names, globs (`*` within a part of a path, `**` across parts, `?` for one
 * character), and exclusions, which begin with `!`. Without a pattern that is not an exclusion every value matches.
 * @param prefix - what the value has before the name, such as `refs/heads/`
 */
export function matching(value: string, patterns: readonly string[], prefix = ''): string[] {
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const excluded = patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
  return [
    ...(wanted.length === 0 ? [] : [anyOf(value, wanted, prefix)]),
    ...(excluded.length === 0 ? [] : [`!(${anyOf(value, excluded, prefix)})`]),
  ];
}

function anyOf(value: string, patterns: readonly string[], prefix: string): string {
  const names = patterns.filter((pattern) => !GLOB.test(pattern)).map((name) => `${prefix}${name}`);
  const globs = patterns.filter((pattern) => GLOB.test(pattern)).map((glob) => globCondition(value, `${prefix}${glob}`));
  const named =
    names.length === 0 ? [] : [names.length === 1 ? `${value} == ${celString(names[0] ?? '')}` : `${value} in ${celList(names)}`];
  return joinedByOr([...named, ...globs]);
}

/** A pattern that ends with `**`, and has no other star, is a prefix. */
function globCondition(value: string, glob: string): string {
  const start = glob.endsWith('**') ? glob.slice(0, -2) : undefined;
  if (start !== undefined && !GLOB.test(start)) return `${value}.startsWith(${celString(start)})`;
  return `${value}.matches(${celString(`^${globRegExp(glob)}$`)})`;
}

function globRegExp(glob: string): string {
  return [...glob.matchAll(/\*\*\/|\*\*|\*|\?|[^*?]+/g)].map(([part]) => GLOBS[part] ?? literalRegExp(part)).join('');
}

const GLOBS: Readonly<Record<string, string>> = { '**/': '(.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };

/** Text in a regular expression of RE2: signs are put in brackets, which reads better than backslashes in a string of CEL. */
function literalRegExp(text: string): string {
  return text.replace(/[.+()|{}[\]$]/g, '[$&]').replace(/[\\^]/g, '\\$&');
}

/** A condition that a path matches one of the patterns. A pattern that ends with `/` means everything below the folder. */
function pathCondition(value: string, patterns: readonly string[]): string {
  const whole = patterns.map((pattern) => (pattern.endsWith('/') ? `${pattern}**` : pattern));
  const conditions = matching(value, whole);
  return conditions.length > 1 ? conditions.map(inParentheses).join(' && ') : (conditions[0] ?? 'true');
}

/** A condition that a file of a list matches one of the patterns. */
export function anyFile(list: string, patterns: readonly string[]): string {
  return `${list}.exists(f, ${pathCondition('f', patterns)})`;
}

/** Joins alternatives. */
export function joinedByOr(conditions: readonly string[]): string {
  return conditions.length === 1 ? (conditions[0] ?? '') : conditions.join(' || ');
}

/** Puts alternatives into parentheses, unless they are in some already. */
function inParentheses(condition: string): string {
  const outside = condition.replace(/'(?:\\.|[^'\\])*'/g, "''");
  let depth = 0;
  for (const [sign] of outside.matchAll(/[()[\]]|\|\|/g)) {
    if (sign === '||') {
      if (depth === 0) return `(${condition})`;
    } else depth += sign === '(' || sign === '[' ? 1 : -1;
  }
  return condition;
}

/** All conditions, one on each line. */
export function joinedByAnd(conditions: readonly string[]): string {
  return conditions.length === 1 ? (conditions[0] ?? '') : conditions.map(inParentheses).join(' &&\n');
}

/** A condition that a comment begins with a command such as `/test`, alone or before further words. */
export function commandCondition(value: string, command: string): string {
  return `${value}.matches(${celString(`^[[:space:]]*${literalRegExp(command)}([[:space:]]|$)`)})`;
}

/** A condition that a value is one of these; none when they are not given. */
export function oneOf(value: string, values: readonly string[] | undefined): string[] {
  return values === undefined ? [] : [`${value} in ${celList(values)}`];
}

/** A condition that all conditions hold for one change of a list. */
export function anyOfChanges(list: string, conditions: readonly string[]): string {
  return `${list}.exists(c, ${conditions.map(inParentheses).join(' && ')})`;
}
