import type { FieldPath } from '../../diagnostics';
import type { Report } from '../contract/rule';
import type { Context } from '../set/context';

const levels: readonly string[] = ['stable', 'beta', 'alpha'];

/** Reports the field when the cluster does not have API fields as new as that. */
export function reportGated(
  level: 'beta' | 'alpha',
  field: FieldPath,
  context: Context,
  report: Report,
  name = String(field.at(-1)),
): void {
  if (levels.indexOf(context.options.feature('enable-api-fields', 'beta')) >= levels.indexOf(level)) return;
  report(field, `${name} is ${level}, which the cluster refuses`, `set the feature flag enable-api-fields to "${level}"`);
}

/** Reports a spec that is written in, where the cluster wants references: `disable-inline-spec` lists the kinds of object that hold none. */
export function reportInline(holder: 'pipeline' | 'pipelinerun' | 'taskrun', field: string, context: Context, report: Report): void {
  if (!context.options.feature('disable-inline-spec', '').split(',').includes(holder)) return;
  report(
    [field],
    `disable-inline-spec has "${holder}", so the cluster refuses ${field}`,
    `refer to an object with ${field.replace('Spec', 'Ref')}`,
  );
}
