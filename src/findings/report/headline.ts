import { firstLine } from '../log/text';

/**
 * The first line of a message, of at most `limit` characters, safe to print. Trivy's messages begin with the file or the package, and say what is
 * wrong in a later line.
 */
export function headlineOf(message: string, limit: number): string {
  const [, kind = ''] = /^(Artifact|Package): /.exec(message) ?? [];
  if (kind === '') return firstLine(message, limit);
  const field = (name: string) => new RegExp(`^${name}: *(\\S.*)$`, 'm').exec(message)?.[1];
  const [weakness] = /^(?:Vulnerability|Secret|License) .*$/m.exec(message) ?? [];
  if (kind === 'Artifact') return firstLine(field('Message') ?? weakness ?? message, limit);
  const fixed = field('Fixed Version');
  const id = weakness?.replace(/^Vulnerability /, '') ?? 'vulnerable';
  const named = [field('Package'), field('Installed Version')].filter(Boolean).join(' ');
  return firstLine(`${named}: ${id}${fixed === undefined ? '' : `, fixed in ${fixed}`}`, limit);
}
