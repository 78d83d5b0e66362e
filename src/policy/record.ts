import type { IConstruct } from 'constructs';
import type { PolicyChange } from './changes';
import { explainPolicies } from './explain';

/** Environment variable that names the folder for the changes; `tekwire explain policies` sets it for the app that it runs. */
export const RECORD_FOLDER = 'TEKWIRE_POLICY_CHANGES';

/** What one process has synthesised, by app. */
const recorded = new Map<IConstruct, readonly PolicyChange[]>();

/** Writes down at every synth of the app what its policies change, where the environment names a folder for it. */
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
