import type { Construct } from 'constructs';
import { Consumer, RUNTIME_IMAGE, refuseOptions, runtimeScript } from '../roles';
import { type ResultDeclaration, result } from '../task';

/** The results of `Summary`. */
export type SummaryResults = {
  /** Counts by severity, tool and rule, as JSON of at most 2,048 bytes. */
  readonly summary: ResultDeclaration<'string', never>;
};

const results = { summary: result.string({ description: 'counts by severity, tool and rule, as JSON of at most 2,048 bytes' }) };

/** Counts the findings by severity, tool and rule: Markdown and JSON in the log, short JSON in the result `summary`. */
export class Summary extends Consumer<{}, SummaryResults> {
  constructor(scope: Construct, id: string) {
    // biome-ignore lint/complexity/noArguments: what no compiler has refused
    if (new.target === Summary) refuseOptions(scope, id, arguments[2]);
    super(scope, id, {
      description: 'Counts the findings by severity, tool and rule',
      results,
      steps: (context) => [
        {
          name: 'summary',
          image: RUNTIME_IMAGE,
          script: runtimeScript('summary'),
          args: [context.params['issues-paths']],
          env: { WORKSPACE: context.workspaces.source.path, RESULT: context.results.summary.path },
        },
      ],
    });
  }
}
