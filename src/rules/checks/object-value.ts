import type { Param } from '../../spec';
import type { PipelineView } from '../view/pipeline-view';
import { typeOf } from '../view/scope';
import type { TaskView } from '../view/task-view';
import type { Loose } from '../view/view';

const NONE: readonly string[] = [];

/** Keys of a declared object param that neither the value nor the default gives. */
export function missingKeys({ name = '', value }: Loose<Param>, { params, spec }: TaskView | PipelineView): readonly string[] {
  const param = params.get(name);
  if (param?.type !== 'object' || typeOf(value) !== 'object') return NONE;
  const own = (spec.params ?? []).find((item) => item.name === name)?.default;
  const given = new Set([...Object.keys(value ?? {}), ...(typeOf(own) === 'object' ? Object.keys(own ?? {}) : [])]);
  return param.keys.filter((key) => !given.has(key));
}
