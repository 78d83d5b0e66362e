import type { Construct } from 'constructs';
import { Enricher, findingsEnv, RUNTIME_IMAGE, refuseOptions, runtimeScript } from '../roles';

/** Merges the findings of all producers into one SARIF file, one run per tool, and removes duplicates within and across tools. */
export class Deduplicate extends Enricher {
  constructor(scope: Construct, id: string) {
    // biome-ignore lint/complexity/noArguments: what no compiler has refused
    if (new.target === Deduplicate) refuseOptions(scope, id, arguments[2]);
    super(scope, id, {
      description: 'Merges findings and removes duplicates',
      steps: (context) => [
        {
          name: 'deduplicate',
          image: RUNTIME_IMAGE,
          script: runtimeScript('deduplicate'),
          args: [context.params['producer-result-paths']],
          env: findingsEnv(context),
        },
      ],
    });
  }
}
