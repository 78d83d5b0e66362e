import { expectedOneOf, meantBy, type RuleText, suggestion } from '../../diagnostics';
import type { Views } from '../view/views';
import { isGenerated } from './generated-resources';
import { Lookup } from './lookup';
import { Memo } from './memo';
import { type ContextOptions, Options } from './options';

// limits the time spent on suggestions: after this many comparisons, messages have none
const MAX_COMPARED = 40_000;

/** What rules can use besides their subject: other objects, facts computed once, the options. Built once for all rules. */
export class Context {
  readonly lookup: Lookup;
  readonly memo: Memo;
  readonly options: Options;
  private compared = 0;
  private isAlone: boolean | undefined;

  constructor(
    readonly views: Views,
    options: ContextOptions,
    rules: ReadonlyMap<string, RuleText>,
  ) {
    this.lookup = new Lookup(views, options);
    this.memo = new Memo(views, options);
    this.options = new Options(options, rules);
  }

  /** Whether all objects are of one file, which is hardly a whole set; one in `.tekton` is, for Pipelines-as-Code reads nothing else. */
  get isOneFile(): boolean {
    this.isAlone ??= isOneFile(this.views);
    return this.isAlone;
  }

  /** Returns the end of a message about an unknown name: the available names, and the likely intended one. */
  suggest(name: string, candidates: Iterable<string>): string {
    return this.compare([...candidates], (all) => suggestion(name, all));
  }

  /** Returns the end of a message about a value outside a closed set: the allowed values, and the likely intended one. */
  expect(value: string, allowed: Iterable<string>): string {
    return this.compare([...allowed], (all) => expectedOneOf(value, all));
  }

  /** Returns the candidate that the name is likely a misspelling of. */
  meant(name: string, candidates: Iterable<string>): string | undefined {
    return this.compare([...candidates], (all) => meantBy(name, all) ?? '') || undefined;
  }

  private compare(all: readonly string[], text: (all: readonly string[]) => string): string {
    if (this.compared > MAX_COMPARED) return '';
    this.compared += all.length;
    return text(all);
  }
}

function isOneFile({ object }: Views): boolean {
  const origins = new Set(object.flatMap(({ document }) => (isGenerated(document) ? [] : [document.origin])));
  const [first = '', ...rest] = origins;
  return rest.length === 0 && !/(?:^|[\\/])\.tekton[\\/]/.test(first);
}
