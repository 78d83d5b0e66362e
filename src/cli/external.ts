import { suggestion } from '../diagnostics';
import { UsageError } from './command';

// the kinds that other objects refer to by name
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
 * The external objects that `--external KIND/NAME` lists; the name `*` stands for all objects of the kind.
 * @throws UsageError when a value is not KIND/NAME or the kind is unknown
 */
export function externalOf(settings: readonly string[]): readonly string[] {
  for (const setting of settings) {
    const [kind = '', name = '', ...rest] = setting.split('/');
    if (kind === '' || name === '' || rest.length > 0)
      throw new UsageError(`--external "${setting}": expected KIND/NAME, as in Task/git-clone or Task/*`);
    if (!kinds.includes(kind)) throw new UsageError(`--external "${setting}": unknown kind "${kind}"${suggestion(kind, kinds)}`);
  }
  return settings;
}
