import { suggestion } from '../diagnostics';
import { UsageError } from './command';

// what another object refers to by name
const kinds = [
  'Task',
  'Pipeline',
  'StepAction',
  'Trigger',
  'TriggerTemplate',
  'TriggerBinding',
  'ClusterTriggerBinding',
  'Interceptor',
  'ClusterInterceptor',
];

/**
 * What `--external KIND/NAME` says lies elsewhere; the name `*` is all of a kind.
 * @throws UsageError when it is no kind and name
 */
export function externalOf(settings: readonly string[]): readonly string[] {
  for (const setting of settings) {
    const [kind = '', name = '', ...rest] = setting.split('/');
    if (kind === '' || name === '' || rest.length > 0)
      throw new UsageError(`--external "${setting}" is not KIND/NAME, as in Task/git-clone or Task/*`);
    if (!kinds.includes(kind)) throw new UsageError(`--external "${setting}" is no kind that is referred to${suggestion(kind, kinds)}`);
  }
  return settings;
}
