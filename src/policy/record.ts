import type { IConstruct } from 'constructs';
import type { PolicyChange } from './changes';
import { explainPolicies } from './explain';

/** Environment variable with the folder to record changes in; `tekwire explain policies` sets it for the app. */
export const RECORD_FOLDER = 'TEKWIRE_POLICY_CHANGES';

/** The changes recorded by this process, by app. */
const recorded = new Map<IConstruct, readonly PolicyChange[]>();

/** Records the policy changes at every synth of the app, when the environment variable is set. */
export function recordWhenAsked(app: IConstruct): void {
  app.node.addValidation({
    validate: () => {
      const folder = process.env[RECORD_FOLDER];
      if (folder !== undefined) record(app, folder);
      return [];
    },
  });
}

function record(app: IConstruct, folder: string): void {
  const { writeFileSync } = require('node:fs') as typeof import('node:fs');
  recorded.set(app, explainPolicies(app));
  writeFileSync(`${folder}/${process.pid}.json`, JSON.stringify([...recorded.values()].flat()));
}
