import type { FieldPath } from '../../diagnostics';
import type { Report } from '../contract/rule';
import type { Context } from '../set/context';
import { enableFeature } from './enable-feature';

const levels: readonly string[] = ['stable', 'beta', 'alpha'];

/** Reports the field when the cluster's `enable-api-fields` is below `level`. */
export function reportGated(
  level: 'beta' | 'alpha',
  field: FieldPath,
  context: Context,
  report: Report,
  name = String(field.at(-1)),
): void {
  if (levels.indexOf(context.options.feature('enable-api-fields', 'beta')) >= levels.indexOf(level)) return;
  report(
    field,
    `${name} is ${level === 'alpha' ? 'an' : 'a'} ${level} feature, which the cluster refuses`,
    enableFeature('enable-api-fields', level),
  );
}

/** Reports an embedded spec that `disable-inline-spec` forbids in this kind of object. */
export function reportInline(holder: 'pipeline' | 'pipelinerun' | 'taskrun', field: string, context: Context, report: Report): void {
  if (!context.options.feature('disable-inline-spec', '').split(',').includes(holder)) return;
  report(
    [field],
    `disable-inline-spec has "${holder}", so the cluster refuses ${field}`,
    `refer to an object with ${field.replace('Spec', 'Ref')}`,
  );
}
