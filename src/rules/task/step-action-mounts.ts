import { quoted } from '../../diagnostics';
import type { StepActionSpec } from '../../spec';
import { ofSpec } from '../checks/of-spec';
import type { Rule } from '../contract/rule';
import { cleanPath, isRelativeMount } from '../notation/path';
import { defaultsOf, resolved } from '../set/known-values';
import { items, type Loose } from '../view/view';

/** Rules about the mounts of StepActions. */
export const stepActionMountsRules: readonly Rule[] = [
  {
    code: 'TW159',
    slug: 'invalid-step-action-mount',
    title: 'mount of a StepAction with a relative or duplicate path',
    why: 'the pod cannot be created when two mounts have one path; a relative path is relative to "/", not to the directory of the step',
    source: 'k8s.io/kubernetes pkg/apis/core/validation ValidateVolumeMounts (must be unique)',
    severity: 'error',
    stricter: 'Tekton accepts any paths; the API server refuses duplicate ones in the pod',
    on: 'StepAction',
    check: ofSpec<Loose<StepActionSpec>>((spec, report) => {
      const { volumeMounts } = spec;
      const taken = new Map<string, string>();
      for (const { at, item } of items(volumeMounts)) {
        const { mountPath = '', name = '' } = item;
        const field = ['volumeMounts', at, 'mountPath'];
        if (isRelativeMount(mountPath))
          report(field, `mount path ${quoted(mountPath)} is not absolute`, 'write a path that starts with "/"');
        const path = mountPath.includes('$(') ? resolved(mountPath, defaultsOf({ spec })) : undefined;
        if (path !== undefined && isRelativeMount(path))
          report(field, `mount path ${quoted(mountPath)} is ${quoted(path)} by default, which is not absolute`, 'write another default');
        if (mountPath === '' || mountPath.includes('$')) continue;
        const clean = cleanPath(mountPath);
        const other = taken.get(clean);
        if (other !== undefined) report(field, `volume ${quoted(name)} and volume ${quoted(other)} are both mounted at ${quoted(clean)}`);
        taken.set(clean, name);
      }
    }),
  },
];
