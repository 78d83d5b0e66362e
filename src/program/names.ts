import type { Hazard } from './hazard';

type Purposes = ReadonlySet<Hazard['purpose']>;

/** A value (its number) or the use of a variable (below zero) in an expression, and for which purposes it is not harmless there. */
interface Source {
  readonly id: number;
  readonly purposes: Purposes;
}

/** An assignment to a variable. */
interface Assignment {
  readonly sources: Source[];
  /** How deep the block is nested in which it stands. */
  readonly level: number;
  /** Whether the variable keeps what it had, as with `+=`. */
  readonly isAdded: boolean;
  /** Whether the block has ended, so that the assignment may not have run. */
  isOver: boolean;
}

/** The use of a variable. */
interface Use {
  readonly name: string;
  /** The assignments that may be in force. */
  readonly assignments: readonly Assignment[];
  /** How many assignments of the name there were. */
  readonly count: number;
  /** Whether one of the assignments has surely run. */
  readonly isSet: boolean;
  /** Whether the use may run after what follows it, in a loop or a function. */
  readonly isRepeated: boolean;
}

/** An argument of a call. */
export interface Passed extends Source {
  /** The dotted name of the function. */
  readonly callee: string;
  readonly keyword: string | undefined;
  readonly index: number;
}

/** The parameters of the functions of a program, by the functions' names. */
export type Parameters = ReadonlyMap<string, readonly string[]>;

/** Methods that put their arguments into the object. */
const ADDING: ReadonlySet<string> = new Set(['append', 'extend', 'insert', 'add', 'update', 'push', 'unshift', 'set', 'splice']);

/** Follows values through the variables of a program, in the order of its text. */
export class Names {
  private readonly assignments = new Map<string, Assignment[]>();
  private readonly uses: Use[] = [];
  private readonly hazards: Hazard[] = [];
  private readonly passed: Passed[] = [];
  private open: Assignment[] = [];
  private targets: { readonly assignments: readonly Assignment[]; readonly depth: number }[] = [];

  constructor(private readonly parameters: Parameters) {}

  /** Starts an assignment to the variables; what follows goes into them, up to `end`. */
  assign(names: readonly string[], isAdded: boolean, level: number, depth: number): void {
    const made = names.map((name) => {
      const assignment: Assignment = { sources: [], level, isAdded, isOver: false };
      this.waiting.push([name, assignment]);
      return assignment;
    });
    this.targets.push({ assignments: made, depth });
  }

  private waiting: (readonly [string, Assignment])[] = [];

  /** Ends the assignments that began at this depth of brackets or deeper. */
  end(depth: number): void {
    if (!this.targets.some((target) => target.depth >= depth)) return;
    this.targets = this.targets.filter((target) => target.depth < depth);
    if (this.targets.length > 0) return;
    for (const [name, assignment] of this.waiting) {
      const known = this.assignments.get(name);
      if (known === undefined) this.assignments.set(name, [assignment]);
      else known.push(assignment);
      this.open.push(assignment);
    }
    this.waiting = [];
  }

  /** Ends the blocks that are nested deeper. */
  closeBlocks(level: number): void {
    if (!this.open.some((one) => one.level > level)) return;
    for (const one of this.open) if (one.level > level) one.isOver = true;
    this.open = this.open.filter((one) => one.level <= level);
  }

  /** Records the use of a variable; returns its number, which is below zero. */
  use(name: string, isRepeated: boolean): number {
    const known = this.assignments.get(name) ?? [];
    let first = known.length;
    let isSet = false;
    while (first > 0 && !isSet) {
      first--;
      isSet = known[first]?.isOver === false && known[first]?.isAdded === false;
    }
    this.uses.push({ name, assignments: known.slice(first), count: known.length, isSet, isRepeated });
    return -this.uses.length;
  }

  /** Records that a value, or the use of a variable, is in the expression that is assigned. @param from - the depth of the innermost function */
  take(source: Source, from: number): void {
    if (source.purposes.size === 0) return;
    for (const { assignments, depth } of this.targets) if (depth >= from) for (const one of assignments) one.sources.push(source);
  }

  /** Whether the program has a function of this name. */
  isFunction(name: string): boolean {
    return this.parameters.has(name);
  }

  /** Records that a function is called with the value as this parameter. */
  bind(name: string, source: Source): void {
    this.add(name, source);
  }

  /** Records an argument of a call. */
  pass(argument: Passed): void {
    const { callee: path, ...source } = argument;
    const dot = path.lastIndexOf('.');
    const callee = path.slice(dot + 1);
    if (this.parameters.has(callee)) this.passed.push({ ...argument, callee });
    // list.append(value)
    if (dot > 0 && ADDING.has(callee)) this.add(path.slice(0, dot), source);
  }

  private add(name: string, { id, purposes }: Source): void {
    const added = { sources: [{ id, purposes }], level: 0, isAdded: true, isOver: false };
    this.assignments.set(name, [...(this.assignments.get(name) ?? []), added]);
  }

  /** Records which variables are executed as programs; returns the hazards of values. */
  executed(hazards: readonly Hazard[]): readonly Hazard[] {
    this.hazards.push(...hazards.filter(({ value }) => value < 0));
    return hazards.filter(({ value }) => value >= 0);
  }

  /** The values that are executed as programs through variables. */
  resolve(): readonly Hazard[] {
    this.end(0);
    const given = this.argumentsByName();
    return this.hazards.flatMap((hazard) => {
      const { name = '' } = this.uses[-1 - hazard.value] ?? {};
      return this.valuesBehind(hazard, given).map((value) => ({ ...hazard, value, where: `${hazard.where} through the variable ${name}` }));
    });
  }

  private valuesBehind({ value, purpose }: Hazard, given: ReadonlyMap<string, readonly Source[]>): readonly number[] {
    const seen = new Set([value]);
    for (const id of seen) {
      const use = this.uses[-1 - id];
      if (use === undefined) continue;
      const later = use.isRepeated ? (this.assignments.get(use.name) ?? []).slice(use.count) : [];
      const sources = [...use.assignments, ...later].flatMap((one) => one.sources);
      for (const source of [...sources, ...(use.isSet ? [] : (given.get(use.name) ?? []))])
        if (source.purposes.has(purpose)) seen.add(source.id);
    }
    return [...seen].filter((id) => id >= 0);
  }

  private argumentsByName(): ReadonlyMap<string, readonly Source[]> {
    const given = new Map<string, Source[]>();
    for (const { callee, keyword, index, ...source } of this.passed) {
      const names = this.parameters.get(callee) ?? [];
      const name = keyword ?? names[index + (names[0] === 'self' ? 1 : 0)];
      if (name === undefined) continue;
      given.set(name, [...(given.get(name) ?? []), source]);
    }
    return given;
  }
}
