import { manifestsIn, type SourcedManifest } from '../../deploy';
import { TekwireError } from '../../diagnostics';
import { load } from '../../reader';
import { type Call, UsageError } from '../command';

/**
 * The objects of the files, folders and standard input that a command was called with.
 * @throws UsageError when there is none; TekwireError when a file cannot be read
 */
export function loadManifests({ files, err }: Pick<Call, 'files' | 'err'>): readonly SourcedManifest[] {
  if (files.length === 0) throw new UsageError('missing argument; pass the manifests, such as the folder dist, or - for standard input');
  const { sources, failures, barren } = load(files);
  if (failures.length > 0) throw new TekwireError(failures.join('\n'));
  for (const folder of barren) err(`${folder}: contains no .yaml or .yml file`);
  const found = manifestsIn(sources);
  if (found.length === 0) throw new UsageError(`no Kubernetes object in ${files.join(', ')}`);
  return found;
}
