import type { Construct } from 'constructs';
import { SecurityPipeline, Workspace } from 'tekwire';
import {
  Baseline,
  CodeOwners,
  Deduplicate,
  GitClone,
  Gitleaks,
  Gosec,
  Policy,
  Semgrep,
  SeverityGate,
  Summary,
  Suppress,
} from 'tekwire/catalogue';

/** Fails for what a change adds, not for what is old: findings are compared with those of `main`, and accepted ones have a reason. */
export function scans(scope: Construct) {
  const baseline = new Baseline(scope, 'baseline');
  const suppress = new Suppress(scope, 'suppress');
  const gate = new SeverityGate(scope, 'gate', { failOn: 'high', newOnly: true });
  const pipeline = new SecurityPipeline(scope, 'scan', {
    source: new GitClone(scope, 'clone'),
    producers: [new Gosec(scope, 'gosec'), new Semgrep(scope, 'semgrep', { config: 'p/golang' }), new Gitleaks(scope, 'gitleaks')],
    enrichers: [
      // one finding for what several tools found at one location
      new Deduplicate(scope, 'deduplicate', { sameRules: [['gosec:G101', 'gitleaks:generic-api-key']] }),
      // new, or already on main
      baseline,
      // .tekwire/suppressions.yaml of the repository: each with a reason, an owner and a last day
      suppress,
      new CodeOwners(scope, 'owners'),
      new Policy(scope, 'policy', {
        rules: [
          { name: 'tests', when: ({ path }) => path.startsWith('test/'), severity: 'low' },
          { name: 'payments', when: "finding.path.startsWith('payments/') && finding.severity == 'medium'", severity: 'high' },
        ],
      }),
    ],
    consumers: [new Summary(scope, 'summary'), gate],
    // keeps the baselines between runs
    workspace: Workspace.existingClaim('scans'),
  });
  return { pipeline, baseline, suppress, gate };
}
