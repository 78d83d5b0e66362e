import type { Construct } from 'constructs';
import { Enricher } from '../../roles';
import { attempt, isRecord, knownOptions, refuse } from '../../synth';
import { enrichStep } from './step';

/** What is added to every finding. */
export interface AnnotateProps {
  /** Properties by their names, as `{ team: 'payments', environment: 'production' }`. @default - none */
  readonly properties?: Readonly<Record<string, string | number | boolean>>;
}

/** Adds fixed properties to every finding, for the stores and people that read them. They are part of the manifest, so no place for secrets. */
export class Annotate extends Enricher {
  constructor(scope: Construct, id: string, options: AnnotateProps = {}) {
    const owner = { scope, id };
    const { properties = {} } = knownOptions('AnnotateProps', options, owner, { isExtended: new.target !== Annotate });
    attempt(owner, () => {
      if (!isRecord(properties)) refuse(owner, 'properties', properties, 'an object');
      for (const [name, value] of Object.entries(properties))
        if (!['string', 'number', 'boolean'].includes(typeof value))
          refuse(owner, `properties.${name}`, value, 'a string, a number or a boolean');
    });
    super(scope, id, {
      description: 'Adds properties to every finding',
      steps: (context) => [
        enrichStep('annotate', context, [context.params['producer-result-paths']], { PROPERTIES: JSON.stringify(properties) }),
      ],
    });
  }
}
