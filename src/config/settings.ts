import { dirname, relative, resolve, sep } from 'node:path';
import { type Diagnostic, quoted, suggestion, TekwireError } from '../diagnostics';
import {
  adviceProblem,
  allowableNames,
  type CustomRule,
  isAllowable,
  namesWith,
  optionalAdvice,
  type RuleOptions,
  tryFindAllowable,
} from '../rules';
import { type About, Baseline } from './baseline';
import { ConfigError } from './find';
import { fits } from './glob';
import type { Config, Ignore, Severity } from './read';

/** What a config file and options together say. */
interface SettingsProps {
  readonly config?: Config | undefined;
  /** `CODE: reason`, as in the annotation. @default - none */
  readonly allow?: readonly string[];
  /** Opt-in rules of the caller, beside those of the config. @default - none */
  readonly lint?: readonly string[];
  /** Rules of the user. @default - none */
  readonly rules?: readonly CustomRule[];
  /** Whether the baseline is ignored, as when it is written anew. @default false */
  readonly isWithoutBaseline?: boolean;
}

const BASELINE = 'tekwire.baseline.json';

/** Decides what is reported, and how grave it is. */
export class Settings {
  readonly config: Config | undefined;
  /** Which advice is given. */
  readonly lint: NonNullable<RuleOptions['lint']>;
  private readonly baseline: Baseline | undefined;
  private readonly rules;
  private readonly ignores: readonly Ignore[];
  private readonly severities = new Map<string, Severity>();

  /** @throws ConfigError when a code is unknown, or what Tekton refuses is to be allowed */
  constructor({ config, allow = [], lint = [], rules = [], isWithoutBaseline = false }: SettingsProps) {
    this.config = config;
    this.rules = namesWith(rules);
    this.ignores = [...(config?.ignore ?? []).map((one, at) => this.checked(one, at)), ...allow.map((text) => this.parsed(text))];
    this.lint = lintOf([...this.adviceOf(config), ...lint]);
    this.baseline = isWithoutBaseline ? undefined : Baseline.tryRead(this.baselinePath);
  }

  /** The diagnostic as it is to be reported; undefined when it is not. */
  adjust<D extends Diagnostic>(diagnostic: D, about: About): D | undefined {
    if (!isAllowable(diagnostic, this.rules.get(diagnostic.code))) return diagnostic;
    if (this.ignores.some((one) => this.isMeant(one, diagnostic, about))) return undefined;
    const severity = this.severities.get(diagnostic.code) ?? diagnostic.severity;
    if (severity === 'off') return undefined;
    const adjusted = severity === diagnostic.severity ? diagnostic : { ...diagnostic, severity };
    return this.baseline?.knows(adjusted, about, this.fileOf(diagnostic.origin)) === true ? undefined : adjusted;
  }

  /** Whether the diagnostic may be allowed, and so stand in a baseline. */
  isAllowable(diagnostic: Diagnostic): boolean {
    return isAllowable(diagnostic, this.rules.get(diagnostic.code));
  }

  /** The path of a file from the folder of the config on, with slashes; for a file outside of it, from the root on. */
  fileOf(origin: string): string {
    if (origin === '-') return origin;
    const path = relative(this.folder, resolve(origin)).split(sep).join('/');
    return path.startsWith('../') ? resolve(origin).split(sep).join('/') : path;
  }

  /** Where the baseline is: beside the config, or in the working directory when there is none. */
  get baselinePath(): string {
    return resolve(this.folder, this.config?.baseline ?? BASELINE);
  }

  private get folder(): string {
    return this.config === undefined ? process.cwd() : dirname(resolve(this.config.path));
  }

  private isMeant({ code, path, object = '*/*' }: Ignore, diagnostic: Diagnostic, { kind, name }: About): boolean {
    if (this.rules.get(code)?.code !== diagnostic.code) return false;
    const [ofKind = '', ofName = ''] = object.split('/');
    return fits(kind, `/${ofKind}`) && fits(name, `/${ofName}`) && (path === undefined || fits(this.fileOf(diagnostic.origin), path));
  }

  private checked(one: Ignore, at: number): Ignore {
    const problem = this.problemOf(one.code);
    if (problem !== undefined) throw this.config?.errorAt(['ignore', at, 'code'], problem) ?? new ConfigError(problem);
    return one;
  }

  private parsed(text: string): Ignore {
    const [code = '', ...rest] = text.split(':');
    const reason = rest.join(':').trim();
    const problem =
      this.problemOf(code.trim()) ?? (reason === '' ? `expected CODE: REASON, as in --allow "${code}: the reason"` : undefined);
    if (problem !== undefined) throw new AllowError(`--allow ${quoted(text)}: ${problem}`);
    return { code: code.trim(), reason };
  }

  private problemOf(code: string): string | undefined {
    const rule = tryFindAllowable(code, this.rules);
    if (rule === undefined) return `unknown rule ${quoted(code)}${suggestion(code, allowableNames(this.rules))}`;
    return typeof rule === 'string' ? rule : undefined;
  }

  /** The opt-in rules of the config; takes note of its severities. */
  private adviceOf(config: Config | undefined): readonly string[] {
    const lint = config?.lint ?? [];
    if (Array.isArray(lint)) {
      const problem = adviceProblem(lint, ['all']);
      if (problem !== undefined) throw config?.errorAt(['lint'], problem) ?? new ConfigError(problem);
      return lint;
    }
    return Object.entries(lint as Exclude<Config['lint'], readonly string[]>).flatMap(([name, severity]) => {
      const rule = this.rules.get(name);
      const problem = rule === undefined ? (this.problemOf(name) ?? '') : severityProblem(name, rule.severity, severity);
      if (rule === undefined || problem !== undefined) throw config?.errorAt(['lint', name], problem ?? '') ?? new ConfigError(name);
      this.severities.set(rule.code, severity);
      return severity !== 'off' && optionalAdvice.includes(rule.code) ? [rule.code] : [];
    });
  }
}

/** An option that allows what cannot be allowed. */
export class AllowError extends TekwireError {}

function severityProblem(name: string, severity: string, asked: string): string | undefined {
  if (severity === 'warning' || asked === 'error') return undefined;
  return `${name} is an error, whose severity cannot be changed; where Tekton would accept it, "ignore" leaves it out with a reason`;
}

/** The advice that a list of codes selects: the recommended rules and those, or without the recommended ones where "none" stands. */
function lintOf(codes: readonly string[]): NonNullable<RuleOptions['lint']> {
  if (codes.length > 0 && codes.every((code) => code === 'none')) return false;
  if (codes.includes('all')) return [...optionalAdvice, ...codes.filter((code) => code === 'none')];
  return codes.length === 0 ? true : codes;
}
