// What we emit fits the types that cdk8s generates from Tekton's CRDs, and has no field that they do not know, wherever the CRD says more than "any".
import type * as Generated from '../../imports/tekton.dev';
import type { PipelineRunSpec, PipelineSpec, TaskRunSpec, TaskSpec } from '../../src/spec';

/** Paths of what does not fit: fields that `Theirs` lacks, values of another type, fields that it demands and ours may leave out. */
type Mismatch<Ours, Theirs> =
  IsOpen<Theirs> extends true
    ? never
    : [Theirs] extends [Wrapper]
      ? Leaf<Ours, Theirs['value']>
      : Ours extends readonly (infer Item)[]
        ? Theirs extends readonly (infer Other)[]
          ? Under<'[]', Mismatch<Item, Other>>
          : 'is no list'
        : Ours extends object
          ? FieldMismatch<Ours, Theirs>
          : Leaf<Ours, Theirs>;

type FieldMismatch<Ours, Theirs> =
  | {
      [K in keyof Ours & string]: K extends keyof Theirs
        ? Under<K, Mismatch<NonNullable<Ours[K]>, NonNullable<Theirs[K]>>>
        : Under<K, 'is unknown'>;
    }[keyof Ours & string]
  | { [K in Demanded<Theirs>]: K extends Demanded<Ours> ? never : Under<K, 'may be missing'> }[Demanded<Theirs>];

type Leaf<Ours, Theirs> = [Ours] extends [Theirs] ? never : 'has another type';
type Under<Key extends string, Path> = Path extends string ? `${Key} ${Path}` : never;
type Demanded<T> = { [K in keyof T & string]-?: object extends Pick<T, K> ? never : K }[keyof T & string];

/** `any` in the generated types, `unknown` in ours. */
type IsOpen<T> = unknown extends T ? true : false;

/** Quantities and ports are generated as classes around the text or number that the manifest holds. */
type Wrapper = { readonly value: string | number } & { readonly name?: never };

/** cdk8s writes `hostIp` and `downwardApi` for what Kubernetes calls `hostIP` and `downwardAPI`, and puts it right when it emits. */
type Renamed = 'sidecars [] ports [] hostIP is unknown' | 'workspaces [] projected sources [] downwardAPI is unknown';
/** The CRD demands a step's name; Tekton takes steps without one. */
type Defaulted = 'steps [] name may be missing';

/** Has one property for each path that does not fit, so that the compiler names them. */
type Named<Path extends string> = Record<Exclude<Path, Renamed | Defaulted>, never>;

export const task: Named<Mismatch<TaskSpec, Generated.TaskSpec>> = {};
export const pipeline: Named<Mismatch<PipelineSpec, Generated.PipelineSpec>> = {};
export const taskRun: Named<Mismatch<TaskRunSpec, Generated.TaskRunSpec>> = {};
export const pipelineRun: Named<Mismatch<PipelineRunSpec, Generated.PipelineRunSpec>> = {};
