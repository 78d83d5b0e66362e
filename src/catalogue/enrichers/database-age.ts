import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import { Enricher } from '../../roles';
import type { Volume } from '../../spec';
import { attempt, demandDuration, demandRecord, type FutureConstruct, knownOptions } from '../../synth';
import { enrichStep, fail } from './step';

/** How old vulnerability databases may be. */
export interface DatabaseAgeProps {
  /** @default 7 days */
  readonly maximumAge?: Duration;
  /** A volume with the databases, for tools whose reports do not tell their age. @default - none */
  readonly volume?: Omit<Volume, 'name'>;
  /** The metadata file of each tool in the volume, as `{ trivy: 'db/metadata.json', grype: '6/metadata.json' }`. @default - none */
  readonly metadata?: Readonly<Record<string, string>>;
}

const DATABASES = '/tekwire/databases';

function checkedFiles(owner: FutureConstruct, files: DatabaseAgeProps['metadata']): DatabaseAgeProps['metadata'] {
  demandRecord(owner, 'metadata', files, "an object of files by tool, such as { trivy: 'trivy/metadata.json' }");
  return files;
}

/**
 * Marks the scan of a tool as incomplete, which fails the gate, when its database is older than `maximumAge`. The time is that
 * of a metadata file, else what the tool writes into its report, as govulncheck does.
 */
export class DatabaseAge extends Enricher {
  constructor(scope: Construct, id: string, options: DatabaseAgeProps = {}) {
    const owner = { scope, id };
    const props = knownOptions('DatabaseAgeProps', options, owner, { isExtended: new.target !== DatabaseAge });
    const { volume } = props;
    const metadata = attempt(owner, () => checkedFiles(owner, props.metadata)) ?? {};
    const maximumAge = attempt(owner, () => demandDuration(owner, 'maximumAge', props.maximumAge)) ?? Duration.days(7);
    if (volume === undefined && Object.keys(metadata).length > 0)
      attempt(owner, () => fail(owner, 'metadata', 'the files of "metadata" are in a volume; set "volume", too'));
    const files = Object.fromEntries(Object.entries(metadata).map(([tool, file]) => [tool, `${DATABASES}/${file}`]));
    super(scope, id, {
      description: 'Marks scans with an old vulnerability database as incomplete',
      ...(volume !== undefined && { volumes: [{ ...volume, name: 'databases' }] }),
      steps: (context) => [
        {
          ...enrichStep('database-age', context, [context.params['producer-result-paths']], {
            MAXIMUM_HOURS: String(maximumAge.toSeconds() / 3600),
            ...(Object.keys(files).length > 0 && { METADATA_FILES: JSON.stringify(files) }),
          }),
          ...(volume !== undefined && { volumeMounts: [{ name: 'databases', mountPath: DATABASES, readOnly: true }] }),
        },
      ],
    });
  }
}
