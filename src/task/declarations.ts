import { demandKnownNames } from '../diagnostics';
import type { ParamType } from '../spec';
import { knownOf } from '../synth';

/**
 * The declaration of a param of a Task or Pipeline. Made by `param`. `O` says whether it has a default, `P` are an object's keys or the
 * allowed values of a string, `F` is the data format.
 */
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

/** The declaration of a result of a Task. Made by `result`. */
export interface ResultDeclaration<K extends ParamType = ParamType, P extends string = string, F = unknown> {
  readonly type: K;
  readonly description?: string;
  readonly properties?: readonly P[];
  /** Set for a result that is the path of a file, when a pipeline chooses that path. */
  readonly file?: ResultFile;
  /** For the compiler only. @open */
  readonly format?: { readonly of: F };
}

/**
 * How a pipeline chooses the path of the file that a result names: from the folder, the name of the pipeline task and the extension. Tasks
 * that use the result receive this path, which is known before the run, so they run even when the file was not written.
 */
export interface ResultFile {
  /** The param that receives the path; without a value the Task chooses a path itself. */
  readonly param: string;
  readonly folder: string;
  readonly extension: string;
}

/** The declaration of a workspace of a Task or Pipeline. Made by `workspace`. */
export interface WorkspaceDeclaration<O extends boolean = boolean> {
  readonly isOptional: O;
  readonly description?: string;
  readonly readOnly?: boolean;
  readonly mountPath?: string;
  /**
   * The directory that the Task passes to other tasks, as the pipeline calls it; below it a directory with the task's name in the pipeline.
   * @internal
   */
  readonly handsOn?: string;
  /**
   * Set when the Task uses the workspace as a whole, even where another task passes on a directory in it: the name of the param that
   * receives the directory to work on, or the empty string if there is none.
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
  /** Makes the result the path of a file, which the pipeline chooses. @default - the Task chooses the path */
  readonly file?: ResultFile;
}
interface ObjectResultOptions<P extends string> extends ResultOptions {
  readonly properties: readonly P[];
}
interface WorkspaceOptions {
  readonly optional?: boolean;
  readonly readOnly?: boolean;
  readonly description?: string;
  /** The mount path. @default - `/workspace/` and its name */
  readonly mountPath?: string;
}
type HasDefault<O> = O extends { readonly default: unknown } ? true : false;

/**
 * Declares params. A param with a default is optional wherever the Task or Pipeline is used.
 * @example
 * const params = { image: param.string(), tags: param.array({ default: ['latest'] }), proxy: param.object({ properties: ['http', 'https'] }) };
 */
export const param = {
  string<F = unknown, const O extends TextOptions = {}>(options?: O): ParamDeclaration<'string', HasDefault<O>, never, F> {
    return knownOf('TextOptions', options, (given) => declare('string', given)) as ParamDeclaration<'string', HasDefault<O>, never, F>;
  },
  /** A string param with a closed set of values: Tekton's `enum`. Needs `enable-param-enum: "true"` (`setFeatures`: `paramEnum`). */
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
  /** An object param. A default must have every property: Tekton admits a partial one and then leaves `$(params.proxy.http)` unreplaced. */
  object<const P extends string, const O extends Omit<ObjectOptions<P>, 'properties'> = {}>(
    options: O & { readonly properties: readonly P[] },
  ): ParamDeclaration<'object', HasDefault<O>, P> {
    return knownOf('ObjectOptions', options, (given) => declare('object', given)) as ParamDeclaration<'object', HasDefault<O>, P>;
  },
};
demandKnownNames('param', param);

/**
 * Declares results. A step writes each result to its `path`; the results of a step may have at most 4,096 bytes together.
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
demandKnownNames('result', result);

/**
 * Declares a workspace: a directory that the pipeline or the run provides.
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
