import { fc } from '../../support/random';

/** A source of random choices that fast-check can replay and shrink. */
export class Choices {
  constructor(private readonly draw: fc.GeneratorValue) {}

  isChosen(): boolean {
    return this.draw(fc.boolean);
  }

  /** A whole number between the two, both included. */
  between(min: number, max: number): number {
    return this.draw(fc.integer, { min, max });
  }

  /** One of the items. */
  oneOf<T>(items: readonly T[]): T {
    const item = items[this.between(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }

  /** Some of the items, `max` at most, in any order. */
  someOf<T>(items: readonly T[], max: number): T[] {
    if (items.length === 0) return [];
    return [...new Set(this.list(0, max, () => this.oneOf(items)))];
  }

  /** As many things as the number between the two says. */
  list<T>(min: number, max: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.between(min, max) }, (_, index) => make(index));
  }

  /** Text that a param may hold: no `$(`, but all that YAML and shells trip over. */
  literal(): string {
    return this.oneOf([
      '',
      'plain',
      'y',
      'no',
      '1.10',
      '0755',
      'null',
      ' spaced ',
      'two\nlines',
      '"quoted\'',
      '#x',
      '- a',
      '{{ x }}',
      '$HOME',
      'ü→😀',
    ]);
  }
}
