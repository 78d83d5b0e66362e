import type { Construct } from 'constructs';
import { Enricher, sourceParams } from '../../roles';
import { knownOptions } from '../../synth';
import { enrichStep, type SourceParams } from './step';

/** Where the owners are written. */
export interface CodeOwnersProps {
  /** The CODEOWNERS file, relative to the sources. @default - the first of those that GitHub, GitLab and Gitea read */
  readonly file?: string;
}

/** Adds to every finding the owners of its file by CODEOWNERS, in the property `tekwire/owners`. */
export class CodeOwners extends Enricher<SourceParams> {
  constructor(scope: Construct, id: string, options: CodeOwnersProps = {}) {
    const { file } = knownOptions('CodeOwnersProps', options, { scope, id }, { isExtended: new.target !== CodeOwners });
    super(scope, id, {
      description: 'Adds the owners of the file to every finding',
      params: sourceParams,
      steps: (context) => [
        enrichStep('code-owners', context, [context.params['producer-result-paths']], {
          SOURCE_PATH: context.params['source-path'],
          ...(file !== undefined && { CODEOWNERS_FILE: file }),
        }),
      ],
    });
  }
}
