import type { ParamType } from '../spec';
import { knownOf } from '../synth';

/** Declares a param of a Task or Pipeline. Made by `param`. `O` says whether it has a default, `P` an object's keys or a text's allowed values, `F` the data format. */
export interface ParamDeclaration<K extends ParamType = ParamType, O extends boolean = boolean, P extends string = string, F = unknown> {
  readonly type: K;
  readonly isOptional: O;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: readonly P[];
  readonly enum?: readonly string[];
  /** For the compiler only. @open */
  readonly format?: { readonly of: F };
}

/** Declares a result of a Task. Made by `result`. */
export interface ResultDeclaration<K extends ParamType = ParamType, P extends string = string, F = unknown> {
  readonly type: K;
  readonly description?: string;
  readonly properties?: readonly P[];
  /** Set where the result is the path of a file, and a pipeline chooses that path. */
  readonly file?: ResultFile;
  /** For the compiler only. @open */
  readonly format?: { readonly of: F };
}

/**
 * How a pipeline chooses the path of the file that a result names: the folder, the name of the pipeline task and the extension. Tasks
 * that are given the result get that path, known before the run; so they run also when the file was not written.
 */
export interface ResultFile {
  /** The param that tells the Task the path; without a value the Task chooses one itself. */
  readonly param: string;
  readonly folder: string;
  readonly extension: string;
}

/** Declares a workspace of a Task or Pipeline. Made by `workspace`. */
export interface WorkspaceDeclaration<O extends boolean = boolean> {
  readonly isOptional: O;
  readonly description?: string;
  readonly readOnly?: boolean;
  readonly mountPath?: string;
  /**
   * The directory that the Task hands on to others, in words of a pipeline; below it one that bears the task's name in the pipeline.
   * @internal
   */
  readonly handsOn?: string;
  /**
   * Says that the Task takes the workspace as a whole, also where another task hands on a directory in it: which one it is to work on, it
   * is told by a param of this name, or not at all when that is empty.
   * @internal
   */
  readonly whole?: string;
}

/** Params by their name in the manifest. */
export type ParamDeclarations = Readonly<Record<string, ParamDeclaration>>;
/** Results by their name in the manifest. */
export type ResultDeclarations = Readonly<Record<string, ResultDeclaration>>;
/** Workspaces by their name in the manifest. */
export type WorkspaceDeclarations = Readonly<Record<string, WorkspaceDeclaration>>;

interface TextOptions {
  readonly description?: string;
  readonly default?: string;
}
interface ListOptions {
  readonly description?: string;
  readonly default?: readonly string[];
}
interface ObjectOptions<P extends string> {
  readonly description?: string;
  readonly properties: readonly P[];
  readonly default?: Readonly<Record<P, string>>;
}
interface EnumOptions<E extends string> {
  readonly description?: string;
  readonly default?: E;
}
interface ResultOptions {
  readonly description?: string;
}
interface StringResultOptions extends ResultOptions {
  /** Says that the result is the path of a file, and how a pipeline chooses it. @default - the path is known when the task has ended */
  readonly file?: ResultFile;
}
interface ObjectResultOptions<P extends string> extends ResultOptions {
  readonly properties: readonly P[];
}
interface WorkspaceOptions {
  readonly optional?: boolean;
  readonly readOnly?: boolean;
  readonly description?: string;
  /** Where the steps find it. @default - `/workspace/` and its name */
  readonly mountPath?: string;
}
type HasDefault<O> = O extends { readonly default: unknown } ? true : false;

/**
 * Declares params. One with a default may be left out wherever the Task or Pipeline is used.
 * @example
 * const params = { image: param.string(), tags: param.array({ default: ['latest'] }), proxy: param.object({ properties: ['http', 'https'] }) };
 */
export const param = {
  string<F = unknown, const O extends TextOptions = {}>(options?: O): ParamDeclaration<'string', HasDefault<O>, never, F> {
    return knownOf('TextOptions', options, (given) => declare('string', given)) as ParamDeclaration<'string', HasDefault<O>, never, F>;
  },
  /** A text that may have these values only: Tekton's `enum`. Needs `enable-param-enum: "true"` in the cluster. */
  enum<const E extends string, const O extends EnumOptions<E> = {}>(
    values: readonly E[],
    options?: O,
  ): ParamDeclaration<'string', HasDefault<O>, E> {
    return knownOf('EnumOptions', options, (given) => declare('string', { ...given, enum: values })) as ParamDeclaration<
      'string',
      HasDefault<O>,
      E
    >;
  },
  array<F = unknown, const O extends ListOptions = {}>(options?: O): ParamDeclaration<'array', HasDefault<O>, never, F> {
    return knownOf('ListOptions', options, (given) => declare('array', given)) as ParamDeclaration<'array', HasDefault<O>, never, F>;
  },
  /** A default must give every property: Tekton admits a partial one and then leaves `$(params.proxy.http)` standing as text. */
  object<const P extends string, const O extends Omit<ObjectOptions<P>, 'properties'> = {}>(
    options: O & { readonly properties: readonly P[] },
  ): ParamDeclaration<'object', HasDefault<O>, P> {
    return knownOf('ObjectOptions', options, (given) => declare('object', given)) as ParamDeclaration<'object', HasDefault<O>, P>;
  },
};

/**
 * Declares results. A step writes each to its `path`; all of a step together hold at most 4,096 bytes.
 * @example
 * const results = { digest: result.string({ description: 'sha256:…' }) };
 */
export const result = {
  string<F = unknown>(options: StringResultOptions = {}): ResultDeclaration<'string', never, F> {
    return knownOf('StringResultOptions', options, (given) => ({ type: 'string', ...given }));
  },
  array<F = unknown>(options: ResultOptions = {}): ResultDeclaration<'array', never, F> {
    return knownOf('ResultOptions', options, (given) => ({ type: 'array', ...given }));
  },
  object<const P extends string>(options: ObjectResultOptions<P>): ResultDeclaration<'object', P> {
    return knownOf('ObjectResultOptions', options, (given) => ({ type: 'object', ...given }));
  },
};

/**
 * Declares a workspace: a directory that the pipeline or the run gives.
 * @example
 * const workspaces = { source: workspace(), cache: workspace({ optional: true }) };
 */
export function workspace<const O extends WorkspaceOptions = {}>(
  options?: O,
): WorkspaceDeclaration<O extends { readonly optional: true } ? true : false> {
  return knownOf('WorkspaceOptions', options ?? ({} as WorkspaceOptions), ({ optional, ...rest }) => ({
    isOptional: (optional === true) as O extends { readonly optional: true } ? true : false,
    ...rest,
  }));
}

function declare(type: ParamType, options: object = {}): ParamDeclaration {
  return { type, isOptional: 'default' in options && options.default !== undefined, ...options };
}
