import { type Demand, INHERITED } from './followed';
import { positionOf, wordsAt } from './scopes';
import { type Command, type Hazard, OPTION, STDIN, type ValueLocation, type Word } from './syntax';
import { fileOf, inputOf, isList, refuse, valuesOf } from './words';

/** The script around a command. */
export interface Surroundings {
  /** The literal value of a variable that the script assigns once. */
  constantOf(variable: string): string | undefined;
  /** The variables that a program evaluates if its caller sets them. @param title - of an interpreter. Default: a shell */
  demandsOf(program: string, title?: string): readonly Demand[];
  /** As `demandsOf`, for a program that the script's own shell executes. */
  demandsHere(program: string): readonly Demand[];
  /** Checks the commands of a shell program that are its arguments, which begin with parameter 0. */
  checkWith(program: string, args: readonly Word[]): void;
  /** Whether the script passes its variable to the programs that it starts. */
  isExported(variable: string): boolean;
  /** Receives uses of variables by programs that the script runs. */
  readonly uses: ValueLocation[];
}

/** A command with the environment, arguments and input of the programs that it runs. */
export class Call {
  private readonly environment = new Map<string, readonly ValueLocation[]>();

  constructor(
    readonly command: Command,
    readonly around: Surroundings,
    /** How many commands, such as `xargs`, run it. */
    readonly depth = 0,
  ) {
    if (command.words.length > 0) for (const { name, values } of command.assignments) this.give(name, values.flatMap(valuesOf));
  }

  /** The same call without its input. */
  withoutInput(): Call {
    const call = new Call({ ...this.command, feeds: [], redirects: [{ operator: '<' }] }, this.around, this.depth + 1);
    for (const [name, locations] of this.environment) call.give(name, locations);
    return call;
  }

  /** Sets a variable for the programs that the command runs. */
  give(name: string, locations: readonly ValueLocation[]): void {
    this.environment.set(name, locations);
  }

  /** Records that the command evaluates a variable of the script. */
  use(variable: string, hazard: Hazard): void {
    this.around.uses.push({ ...this.location(variable), hazard });
  }

  /** Records that the command executes a file, which the script may have written. */
  execute(file: Word | undefined): void {
    const variable = fileOf(file);
    if (variable !== undefined) this.use(variable, FILE);
  }

  /** Checks a program that the command runs in the script's own shell, as `eval` does. */
  runHere(program: string): void {
    for (const { variable, hazard } of this.around.demandsHere(program)) this.use(variable, hazard);
  }

  /**
   * Checks a program that the command runs in another shell.
   * @param title - the command, for messages
   * @param args - the positional parameters of that shell, from parameter 0 on
   */
  runShell(program: string, title: string, args: readonly Word[] = []): void {
    this.run(this.around.demandsOf(program), title, args);
    this.around.checkWith(program, args);
  }

  /** As `runShell`, for a program in another language. */
  runProgram(program: string, title: string, args: readonly Word[]): void {
    this.run(this.around.demandsOf(program, title), `"${title}"`, args);
  }

  private run(demands: readonly Demand[], title: string, args: readonly Word[]): void {
    const list = args.map((word) => [word, isList(word)] as const);
    for (const { variable, hazard } of demands) {
      const way = positionOf(variable) ? 'an argument' : variable === STDIN ? 'the input' : 'a variable';
      const locations = positionOf(variable) ? [...wordsAt(variable, list)].flatMap(valuesOf) : this.locationsOf(variable);
      refuse(locations, { ...hazard, isProgram: true, where: `${way} of ${title}, whose program has it in ${hazard.where}` });
    }
  }

  private locationsOf(variable: string): readonly ValueLocation[] {
    if (variable === STDIN) return inputOf(this.command);
    const given = this.environment.get(variable);
    if (given !== undefined) return given;
    if (variable.endsWith(OPTION)) return [];
    const isOwn = variable.startsWith('>') || this.around.isExported(variable);
    const location = this.location(isOwn ? variable : variable + INHERITED);
    this.around.uses.push(location);
    return [location];
  }

  private location(variable: string): ValueLocation {
    return { index: -1, at: this.command.words[0]?.from ?? 0, quoting: 'bare', isEscaped: false, variable };
  }
}

const FILE: Hazard = {
  kind: 'evaluated',
  where: 'a file that the script executes',
  fix: 'write the file without the value, and let its program read the value from an argument or the environment',
  isProgram: true,
};
