import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { Subjects } from '../view/views';

/** Rules of Kubernetes for the claim that a run creates for a workspace. */
export const claimTemplateRules: readonly Rule[] = [
  {
    code: 'TW324',
    slug: 'invalid-claim-template',
    title: 'invalid volumeClaimTemplate',
    why: 'the API server refuses the claim, and the run fails with it',
    source: 'pkg/reconciler/volumeclaim/pvchandler.go; Kubernetes pkg/apis/core/validation ValidatePersistentVolumeClaimSpec',
    severity: 'error',
    stricter: 'Tekton does not check the template; the API server does when Tekton creates the claim',
    on: 'binding',
    check: checkTemplate,
  },
];

const modes = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'];

function checkTemplate({ spec: { volumeClaimTemplate } }: Subjects['binding'], context: Context, report: Report): void {
  if (!isRecord(volumeClaimTemplate)) return;
  const spec: unknown = volumeClaimTemplate.spec;
  const { accessModes, resources } = isRecord(spec) ? spec : {};
  const field = ['volumeClaimTemplate', 'spec'];
  if (!Array.isArray(accessModes) || accessModes.length === 0)
    report([...field, 'accessModes'], `the claim has no access mode; the usual one is ["ReadWriteOnce"]`);
  for (const [at, mode] of (Array.isArray(accessModes) ? accessModes : []).entries()) {
    if (typeof mode === 'string' && !modes.includes(mode))
      report([...field, 'accessModes', at], `unknown access mode ${quoted(mode)}${context.expect(mode, modes)}`);
  }
  const requests: unknown = isRecord(resources) ? resources.requests : undefined;
  if (!isRecord(requests) || requests.storage === undefined)
    report([...field, 'resources', 'requests', 'storage'], 'the claim has no size', 'set it, for example to "1Gi"');
}
