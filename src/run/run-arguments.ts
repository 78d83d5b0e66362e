import type { PipelineWorkspaces, Workspace } from '../pipeline';
import type { ParamType, ParamValue } from '../spec';
import type { ParamDeclaration, ParamDeclarations } from '../task';

type Literal<K extends ParamType, Q extends string> = K extends 'string'
  ? [Q] extends [never]
    ? string
    : Q
  : K extends 'array'
    ? readonly string[]
    : { readonly [key in Q]: string };
type LiteralOf<D> = D extends ParamDeclaration<infer K, boolean, infer Q> ? Literal<K, Q> : never;
type Required<P extends ParamDeclarations> = { [k in keyof P]: P[k]['isOptional'] extends true ? never : k }[keyof P];
type Flat<T> = { [k in keyof T]: T[k] } & {};

/**
 * The params of a run: those without a default are required, unknown ones are errors. When the compiler does not know the names, any name
 * is allowed.
 */
export type RunParams<P extends ParamDeclarations> = string extends keyof P
  ? Readonly<Record<string, ParamValue>>
  : Flat<{ readonly [k in Required<P>]: LiteralOf<P[k]> } & { readonly [k in Exclude<keyof P, Required<P>>]?: LiteralOf<P[k]> }>;

type MustBind<W extends PipelineWorkspaces> = {
  [k in keyof W]: W[k] extends Workspace ? never : W[k] extends { readonly isOptional: true } ? never : k;
}[keyof W];

/** The workspaces of a run: those without a default in the pipeline are required, others can be replaced. */
export type RunWorkspaces<W extends PipelineWorkspaces> = string extends keyof W
  ? Readonly<Record<string, Workspace>>
  : Flat<{ readonly [k in MustBind<W>]: Workspace } & { readonly [k in Exclude<keyof W, MustBind<W>>]?: Workspace }>;
