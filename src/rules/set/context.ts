import { type RuleText, suggestion } from '../../diagnostics';
import type { Views } from '../view/views';
import { Lookup } from './lookup';
import { Memo } from './memo';
import { type ContextOptions, Options } from './options';

// comparing the names of a whole set of misspelt names stays within a moment: after so many comparisons messages have no suggestion
const MAX_COMPARED = 40_000;

/** What a rule knows besides its subject: other objects, facts computed once, the options. Built once for all rules. */
export class Context {
  readonly lookup: Lookup;
  readonly memo: Memo;
  readonly options: Options;
  private compared = 0;

  constructor(
    readonly views: Views,
    options: ContextOptions,
    rules: ReadonlyMap<string, RuleText>,
  ) {
    this.lookup = new Lookup(views, options);
    this.memo = new Memo(views, options);
    this.options = new Options(options, rules);
  }

  /** The end of a message about an unknown name: what is available, and what was likely meant. */
  suggest(name: string, candidates: Iterable<string>): string {
    if (this.compared > MAX_COMPARED) return '';
    const all = [...candidates];
    this.compared += all.length;
    return suggestion(name, all);
  }
}
