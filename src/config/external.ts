import { referableKinds } from '../check';
import { suggestion } from '../diagnostics';

/** What is wrong with the name of an external object; undefined when it is KIND/NAME. */
export function externalProblem(setting: string): string | undefined {
  const [kind = '', name = '', ...rest] = setting.split('/');
  if (kind === '' || name === '' || rest.length > 0) return 'expected KIND/NAME, as in Task/git-clone or Task/*';
  return referableKinds.includes(kind) ? undefined : `unknown kind "${kind}"${suggestion(kind, referableKinds)}`;
}
