import { quoted } from '../../diagnostics';
import type { Report, Rule } from '../contract/rule';
import { isRecord } from '../notation/record';
import type { Context } from '../set/context';
import type { Subjects } from '../view/views';

/** What Kubernetes wants of the claim that a run makes for a workspace. */
export const claimTemplateRules: readonly Rule[] = [
  {
    code: 'TW324',
    slug: 'invalid-claim-template',
    title: 'invalid volumeClaimTemplate',
    why: 'the API server refuses the claim, and the run fails with it',
    source: 'pkg/reconciler/volumeclaim/pvchandler.go; Kubernetes pkg/apis/core/validation ValidatePersistentVolumeClaimSpec',
    severity: 'error',
    stricter: 'Tekton does not look into the template; the API server does when the claim is made',
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
    report([...field, 'accessModes'], `the claim has no access mode; most often it is ["ReadWriteOnce"]`);
  for (const [at, mode] of (Array.isArray(accessModes) ? accessModes : []).entries()) {
    if (typeof mode === 'string' && !modes.includes(mode))
      report([...field, 'accessModes', at], `${quoted(mode)} is no access mode${context.suggest(mode, modes)}`);
  }
  const requests: unknown = isRecord(resources) ? resources.requests : undefined;
  if (!isRecord(requests) || requests.storage === undefined)
    report([...field, 'resources', 'requests', 'storage'], 'the claim does not say how large it is', 'set it, for instance to "1Gi"');
}
