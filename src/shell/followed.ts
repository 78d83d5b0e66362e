import { Checks, keyOfValue } from './checked/checks';
import { Given, type GivenValue } from './given';
import { arithmeticHazard } from './reader/source';
import { positionOf, Scopes } from './scopes';
import { type Command, type Hazard, type ShellScript, STDIN, type ValueLocation } from './syntax';
import { refuse, staticText } from './words';

/** A variable that a program would evaluate if its caller assigned a value to it. */
export interface Demand {
  /** Its name; `#1` is the first positional parameter, `#2+` are those from the second on, `<` is the standard input. */
  readonly variable: string;
  readonly hazard: Hazard;
  /** Offset in the script. */
  readonly at: number;
  /** Whether the variable holds the name of the one that is evaluated. */
  readonly isIndirect?: boolean;
}

/** Suffix of a name: the variable of the environment, not the one that the program assigns. */
export const INHERITED = '!';

/**
 * Reports the hazards of values that a variable of the script carries to a place where they would be evaluated, as in `x=${n}; (( x > 3
 * ))`, unless the script checks it before; see `Checks`.
 * @param further - uses of variables by programs that the script runs
 * @returns the variables that the caller of the script must not fill with values
 */
export function followVariables(script: ShellScript, further: readonly ValueLocation[]): readonly Demand[] {
  const { commands, uses } = script;
  const found = [
    ...[...uses, ...further, ...commands.map(({ stdin }) => stdin)].flatMap(({ variable = '', hazard, at, isIndirect = false }) =>
      hazard?.kind === 'evaluated' ? [{ variable, hazard, at, isIndirect }] : [],
    ),
    ...commands.flatMap(namedIn),
  ];
  dropChecked(script);
  return found.length === 0 ? [] : new Follower(script).follow(found);
}

class Follower {
  private readonly scopes: Scopes;
  private readonly given: Given;
  private readonly checks: Checks;
  private readonly reached = new Map<string, Reached>();
  private readonly hasPipes: boolean;

  constructor(private readonly script: ShellScript) {
    this.scopes = new Scopes(script);
    this.given = new Given(script, this.scopes);
    this.checks = new Checks(script, this.scopes);
    this.hasPipes = script.commands.some(({ words }) => staticText(words[0]) === 'mkfifo');
  }

  follow(found: readonly Demand[]): readonly Demand[] {
    const demands = new Map<string, Demand>();
    for (const { variable, hazard, at, isIndirect = false } of found) {
      for (const key of this.scopes.keysOf({ variable, at })) {
        const { values, inputs } = this.reach(key, at, hazard, isIndirect);
        const before = values.filter((value) => this.mayBeBefore(value.at, at));
        refuse(
          before.map(({ location }) => location),
          { ...hazard, where: `${hazard.where}, through ${titleOf(key)}` },
        );
        for (const [input, from] of inputs)
          if (this.mayBeBefore(from, at) && !demands.has(input)) demands.set(input, { variable: input, hazard, at });
      }
    }
    return [...demands.values()];
  }

  /** Whether the code at one offset may run before the code at the other. */
  private mayBeBefore(one: number, other: number): boolean {
    // a function is called later than it is written
    if (one < other || this.scopes.functionAt(other) !== undefined) return true;
    return this.script.loops.some(({ from, to }) => from <= other && other < to && from <= one && one < to);
  }

  /** The values and inputs that may reach a variable, directly or through others. */
  private reach(key: string, at: number, hazard: Hazard, indirect = false): Reached {
    const { checks } = this;
    const start = this.stateOf(key, at, indirect);
    const known = this.reached.get(`${start} ${hazard.isArithmetic}`);
    if (known !== undefined) return known;
    const seen = new Map<string, Hop>([[start, { key, used: at, from: -1, isIndirect: indirect, isLate: this.isLate(key) }]]);
    const values = new Map<ValueLocation, GivenValue>();
    const inputs = new Map<string, number>();
    for (const hop of seen.values()) {
      const { key: one, used, from, isIndirect } = hop;
      const name = one.endsWith(INHERITED) ? one.slice(0, -1) : one;
      const isInput = !name.includes('()') && !name.endsWith(']');
      if (isInput && !inputs.has(name) && !checks.isChecked(name, -1, used, hazard)) inputs.set(name, from);
      const named =
        (hazard.isArithmetic || isIndirect) && name === one ? this.given.namedIn(one, isIndirect ? INDIRECT_NAME : undefined) : [];
      for (const variable of named)
        for (const more of this.scopes.keysOf({ variable, at: used })) {
          const state = this.stateOf(more, used);
          if (!seen.has(state)) seen.set(state, { key: more, used, from, isIndirect: false, isLate: hop.isLate });
        }
      for (const value of name === one && !isIndirect ? this.given.behind(one) : []) {
        if (checks.isChecked(one, value.at, used, hazard)) continue;
        if (value.location.origin !== undefined && hazard.isArithmetic) continue;
        const location = value.location.origin ?? value.location;
        if (location.variable !== undefined) {
          for (const more of this.scopes.keysOf(location)) {
            const state = this.stateOf(more, location.at, location.isIndirect);
            const isLate = hop.isLate || this.isLate(more);
            if (!seen.has(state))
              seen.set(state, {
                key: more,
                used: location.at,
                from: isLate ? -1 : value.at,
                isIndirect: location.isIndirect === true,
                isLate,
              });
          }
        } else if (location.value === undefined || !checks.isChecked(keyOfValue(location.value), -1, location.at, hazard))
          values.set(location, { location, at: hop.isLate ? -1 : value.at });
      }
    }
    const reached = { values: [...values.values()], inputs };
    this.reached.set(`${start} ${hazard.isArithmetic}`, reached);
    return reached;
  }

  /** The variable and the checks that hold for it at an offset. */
  private stateOf(key: string, at: number, isIndirect = false): string {
    const state = this.checks.isEmpty ? key : `${key} ${this.checks.signatureAt(key.replace(INHERITED_END, ''), at)}`;
    return isIndirect ? `${state} !` : state;
  }

  /** Whether what is written there later is read by a command that was started before: descriptors and named pipes. */
  private isLate(key: string): boolean {
    return key.startsWith('>&') || (key.startsWith('>') && this.hasPipes);
  }
}

/** What names a variable or parameter in `${!name}`. */
const INDIRECT_NAME = /^(?:[A-Za-z_]\w*|\d+)$/g;
const INHERITED_END = new RegExp(`${INHERITED}$`);

/** A variable that goes into another one, or into a place that evaluates it. */
interface Hop {
  readonly key: string;
  /** Where it is used. */
  readonly used: number;
  /** Where it goes into the other variable; -1 for the place that evaluates it. */
  readonly from: number;
  /** Whether it holds the name of the variable that is used. */
  readonly isIndirect: boolean;
  /** Whether it is used after what follows it in the script, too. */
  readonly isLate: boolean;
}

/** Removes the hazards of values that the script checks before. */
function dropChecked(script: ShellScript): void {
  const risky = script.locations.filter(({ value, hazard }) => value !== undefined && hazard?.kind === 'evaluated');
  if (risky.length === 0) return;
  const checks = new Checks(script, new Scopes(script));
  for (const location of risky)
    if (location.hazard && checks.isChecked(keyOfValue(location.value ?? ''), -1, location.at, location.hazard)) delete location.hazard;
}

interface Reached {
  readonly values: readonly GivenValue[];
  /** Variables that the caller of the program may have given, with the offset where they go into another one. */
  readonly inputs: ReadonlyMap<string, number>;
}

function titleOf(key: string): string {
  const position = positionOf(key);
  if (position !== undefined) return position.isRest || position.from === 0 ? 'the arguments' : `the argument $${position.from}`;
  if (key.startsWith('>&')) return `the descriptor ${key.slice(2)}`;
  if (key.startsWith('>')) return `the file ${key.slice(1)}`;
  return key.endsWith(STDIN) ? 'the input' : `the variable ${key.replace(/\[0\]$|!$/, '')}`;
}

const COMPARISON = /^-(?:eq|ne|lt|le|gt|ge)$/;

/** The variables that a command uses by their bare names in arithmetic. */
function namedIn({ kind, words }: Command): readonly Demand[] {
  const texts = words.map(staticText);
  const named = (text: string | undefined, where: string) =>
    (text?.match(/(?<![\w#$])[A-Za-z_]\w*/g) ?? []).map((variable) => ({
      variable,
      hazard: arithmeticHazard(where),
      at: words[0]?.from ?? 0,
    }));
  if (kind === 'simple' && texts[0] === 'let') return texts.slice(1).flatMap((text) => named(text, 'let'));
  if (kind !== 'condition') return [];
  return texts.flatMap((text, at) =>
    COMPARISON.test(text ?? '') ? [texts[at - 1], texts[at + 1]].flatMap((side) => named(side, 'a comparison of numbers in [[ ]]')) : [],
  );
}
