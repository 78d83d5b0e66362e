// The functions of Tekton and Triggers that refuse something, read from the pinned Go modules.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folders that hold them, by module. */
const folders = {
  pipeline: [
    'pkg/apis/pipeline/v1',
    'pkg/apis/pipeline/v1alpha1',
    'pkg/apis/pipeline/v1beta1',
    'pkg/apis/resolution/v1beta1',
    'pkg/apis/validate',
    'pkg/reconciler/pipelinerun',
    'pkg/reconciler/pipelinerun/resources',
    'pkg/reconciler/taskrun',
    'pkg/reconciler/taskrun/resources',
    'pkg/resolution/resolver/bundle',
    'pkg/resolution/resolver/cluster',
    'pkg/resolution/resolver/git',
    'pkg/resolution/resolver/http',
    'pkg/resolution/resolver/hub',
    'pkg/workspace',
  ],
  triggers: ['pkg/apis/triggers', 'pkg/apis/triggers/v1alpha1', 'pkg/apis/triggers/v1beta1'],
};

/**
 * Every function whose name begins with "validate", once by name, with the files that have it; sorted.
 * @param {Record<'pipeline' | 'triggers', string>} modules - the folder of each module
 * @returns {{ name: string, files: string[] }[]}
 */
export function validatorsIn(modules) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const [module, list] of Object.entries(folders)) {
    for (const folder of list) {
      const root = modules[/** @type {'pipeline' | 'triggers'} */ (module)];
      for (const file of readdirSync(join(root, folder)).filter((name) => name.endsWith('.go') && !name.endsWith('_test.go'))) {
        const text = readFileSync(join(root, folder, file), 'utf8');
        for (const [, receiver = '', name = ''] of text.matchAll(/^func (?:\(\w* ?\*?(\w+)\) )?([vV]alidate\w*)\(/gm)) {
          const key = receiver === '' ? name : `${receiver}.${name}`;
          const place = `${module === 'triggers' ? 'triggers ' : ''}${folder}/${file}`;
          found.set(key, (found.get(key) ?? new Set()).add(place));
        }
      }
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, files]) => ({ name, files: [...files].sort() }));
}
