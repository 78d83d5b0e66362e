import { type ResultDeclaration, result } from '../task';

/** The files of each language: suffixes of names, and whole names. */
const FILES = {
  go: ['.go'],
  javascript: ['.js', '.mjs', '.cjs', '.jsx'],
  typescript: ['.ts', '.mts', '.cts', '.tsx'],
  python: ['.py'],
  java: ['.java'],
  kotlin: ['.kt', '.kts'],
  scala: ['.scala'],
  ruby: ['.rb', 'Gemfile'],
  php: ['.php'],
  csharp: ['.cs'],
  c: ['.c', '.h'],
  cpp: ['.cc', '.cpp', '.cxx', '.hpp'],
  rust: ['.rs'],
  swift: ['.swift'],
  shell: ['.sh', '.bash', '.ksh'],
  docker: ['Dockerfile', '.dockerfile', 'Containerfile'],
  terraform: ['.tf'],
  yaml: ['.yaml', '.yml'],
} as const;

/** A language of sources, known by the names of files. */
export type Language = keyof typeof FILES;

/** All languages. */
export const languages = Object.keys(FILES) as readonly Language[];

/** The result of a source with the languages of its files: each one is the string `true` or `false`. */
export type LanguageResults = { readonly languages: ResultDeclaration<'object', Language> };

/** The declaration of that result. */
export const languageResults: LanguageResults = {
  languages: result.object({
    properties: languages,
    description: 'for each language, the string true or false: whether the sources have a file of it, by its name',
  }),
};

/** A program for awk that reads paths, one per line, and prints the value of the result. */
export const LANGUAGES_OF_PATHS = `
BEGIN { FS = "/"; split("${languages.join(' ')}", all, " ") }
${languages.map((language) => `$NF ~ /${patternOf(FILES[language])}/ { seen["${language}"] = 1 }`).join('\n')}
END {
  for (i = 1; i in all; i++) printf "%s\\"%s\\":\\"%s\\"", (i == 1 ? "{" : ","), all[i], (all[i] in seen ? "true" : "false")
  print "}"
}
`;

function patternOf(files: readonly string[]): string {
  const suffixes = files.filter((one) => one.startsWith('.')).map((one) => `\\${one}$`);
  // Dockerfile.release is one, too
  const names = files.filter((one) => !one.startsWith('.')).map((one) => `^${one}(\\.|$)`);
  return [...suffixes, ...names].join('|');
}
