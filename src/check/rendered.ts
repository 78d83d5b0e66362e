import type { Diagnostic } from '../diagnostics';
import { RENDERED, type ReadDocument } from '../reader';
import { placeOf } from './check-set';
import { hasVariable } from './pipelines-as-code';

// programs may have braces of their own: docker inspect --format '{{.Id}}'
const PROGRAM: ReadonlySet<string | number> = new Set(['script', 'command', 'args', 'env']);

/**
 * Replaces errors about values that another tool puts in, as `name: "{{ item }}"` in a template of Ansible, by one for each file, which
 * says that the file must be rendered.
 * @param documents - the documents of files that Pipelines-as-Code does not render
 */
export function withTemplateErrors(found: readonly Diagnostic[], documents: ReadonlyMap<string, ReadDocument>): readonly Diagnostic[] {
  if (documents.size === 0) return found;
  const reported = new Set<string>();
  return found.flatMap((one) => {
    const document = documents.get(placeOf(one));
    const isOfTemplate = document !== undefined && one.severity === 'error' && !one.field.some((part) => PROGRAM.has(part));
    if (!isOfTemplate || !hasVariable(document.manifest, one)) return [one];
    if (reported.has(one.origin)) return [];
    reported.add(one.origin);
    return [{ ...one, ...RENDERED }];
  });
}
