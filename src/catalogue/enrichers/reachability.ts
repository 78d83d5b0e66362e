import type { Construct } from 'constructs';
import { Enricher, refuseOptions } from '../../roles';
import { enrichStep } from './step';

/**
 * Adds to the vulnerabilities of all tools what govulncheck found about them: the property `tekwire/reachability` is `called`, `imported` or
 * `required`. Needs a producer that runs govulncheck; other vulnerabilities stay unknown.
 */
export class Reachability extends Enricher {
  constructor(scope: Construct, id: string) {
    // biome-ignore lint/complexity/noArguments: what no compiler has refused
    if (new.target === Reachability) refuseOptions(scope, id, arguments[2]);
    super(scope, id, {
      description: 'Adds to vulnerabilities whether their code is called',
      steps: (context) => [enrichStep('reachability', context, [context.params['producer-result-paths']])],
    });
  }
}
