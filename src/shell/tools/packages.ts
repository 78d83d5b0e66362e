import { codeHazard } from '../builtins';
import type { Hazard, Word } from '../syntax';
import { leadOf, refuse, staticText, valuesOf } from '../words';

/** How a package manager is called to install a package, whose programs it then runs. */
interface Installer {
  /** The words before the packages. */
  readonly subcommand: RegExp;
  /** Options with which no program of the package runs. */
  readonly safe?: RegExp;
  /** Options with a value of their own that is not a package. */
  readonly withValue: RegExp;
  /** What stands before a value that can only be a version, or a folder of the sources. */
  readonly data?: RegExp;
  readonly fix: string;
}

const CHOOSE = 'write the name of the package literally; choose between several with case';
/** A folder of the sources, whose programs are run in any case. */
const FOLDER = /^\.{0,2}\//;

const npm: Installer = {
  subcommand: /^(?:i|in|install|add|link|ln|it|install-test|global add)$/,
  safe: /^--(?:ignore-scripts(?:=true)?|mode=skip-build)$/,
  withValue:
    /^(?:-C|-w|--(?:prefix|cwd|dir|registry|cache|cache-folder|store-dir|workspace|filter|tag|omit|include|loglevel|userconfig|os|cpu|libc|modules-folder))$/,
  data: FOLDER,
  fix: 'write --ignore-scripts, or check the value before: [[ $version =~ ^[0-9.]+$ ]] || exit 1',
};
const VERSION = /^[\w.-]+(?:\[[\w,.-]*\])?[ \t]*(?:===?|>=|<=|~=|!=|<|>)[ \t]*[\w.*+!<>=~, -]*$/;
const pip: Installer = {
  subcommand: /^(?:install|download|wheel|add|inject|pip install|tool install)$/,
  withValue:
    /^(?:-[rcitfd]|--(?:requirement|constraint|index-url|extra-index-url|index|target|prefix|root|python|python-version|platform|implementation|abi|cache-dir|find-links|proxy|timeout|retries|trusted-host|cert|client-cert|log|progress-bar|upgrade-strategy|report|dest|wheel-dir|no-binary|only-binary|group|extra|keyring-provider))$/,
  data: new RegExp(`${FOLDER.source}|${VERSION.source}`),
  fix: 'write name==${value} with a literal name; choose between packages with case',
};
const gem: Installer = {
  subcommand: /^(?:i|install)$/,
  withValue: /^(?:-[vinsPu]|--(?:version|install-dir|bindir|source|platform|trust-policy|http-proxy|build-root))$/,
  data: /^[\w.-]+:/,
  fix: CHOOSE,
};
const cargo: Installer = {
  subcommand: /^install$/,
  withValue:
    /^(?:-[jFZ]|--(?:version|vers|tag|branch|rev|path|root|registry|index|jobs|features|profile|target|target-dir|bin|example|color|config))$/,
  data: /^[\w-]+@/,
  fix: CHOOSE,
};
const go: Installer = {
  subcommand: /^install$/,
  withValue: /^--?(?:C|o|p|mod|modfile|tags|ldflags|gcflags|asmflags|buildmode|overlay|pgo)$/,
  data: new RegExp(`${FOLDER.source}|^[\\w./-]+@`),
  fix: CHOOSE,
};
const composer: Installer = {
  subcommand: /^(?:require|global require|create-project)$/,
  safe: /^--no-plugins$/,
  withValue: /^(?:-d|--(?:working-dir|repository|stability))$/,
  data: /^[\w./-]+:/,
  fix: 'write --no-plugins, with which no program of the package runs',
};
const plain = (subcommand: RegExp, withValue = /^-[nc]$|^--(?:name|channel|prefix|version)$/): Installer => ({
  subcommand,
  withValue,
  data: /^[\w.-]+=/,
  fix: CHOOSE,
});

const installers: ReadonlyMap<string, Installer> = new Map<string, Installer>([
  ...(['npm', 'pnpm', 'yarn', 'bun'] as const).map((name) => [name, npm] as const),
  ...(['pip', 'uv', 'pipx', 'poetry', 'pdm', 'pipenv', 'rye'] as const).map((name) => [name, pip] as const),
  ...(['conda', 'mamba', 'micromamba'] as const).map((name) => [name, plain(/^install$/)] as const),
  ['gem', gem],
  ['cargo', cargo],
  ['go', go],
  ['composer', composer],
  ['helm', plain(/^plugin (?:install|add)$/)],
  ['gh', plain(/^extension install$/)],
  ['trivy', plain(/^plugin (?:install|run|i|r)$/)],
  ['kubectl', plain(/^krew install$/)],
  ['asdf', plain(/^plugin add$/)],
  ['vagrant', plain(/^plugin install$/)],
  ['corepack', { subcommand: /^(?:prepare|use|install)$/, withValue: /^-[^-]*o$/, data: /^[\w-]+@/, fix: CHOOSE }],
  ['brew', plain(/^install$/)],
  ['cpan', plain(/^$/)],
  ['cpanm', plain(/^$/)],
]);

/** Checks the packages that a package manager installs: it runs their programs, or compiles and runs them. */
export function checkPackages(name: string, args: readonly Word[]): void {
  const installer = installers.get(/^pip[\d.]*$/.test(name) ? 'pip' : name);
  if (installer === undefined || !args.some((word) => valuesOf(word).length > 0)) return;
  const { subcommand, safe, withValue, data, fix } = installer;
  const texts = args.map((word) => staticText(word));
  const operands = args.filter((word, at) => !/^-./.test(leadOf(word)) && !withValue.test(texts[at - 1] ?? ''));
  const names = operands.map((word) => staticText(word) ?? '');
  const count = [0, 1, 2].find((length) => subcommand.test(names.slice(0, length).join(' ')));
  if (count === undefined || texts.some((text) => text !== undefined && safe?.test(text))) return;
  for (const word of operands.slice(count)) if (data?.test(leadOf(word)) !== true) refuse(valuesOf(word), hazardOf(name, fix));
}

function hazardOf(name: string, fix: string): Hazard {
  return codeHazard(`the name of a package that ${name} installs, whose programs it runs`, fix);
}
