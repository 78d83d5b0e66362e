import type { Construct } from 'constructs';
import { Enricher } from '../../roles';
import type { Volume } from '../../spec';
import { knownOptions } from '../../synth';
import type { Step } from '../../task';
import { enrichStep } from './step';

/** A volume with the file of a feed, which another job keeps up to date: the step itself downloads nothing. */
export interface FeedProps {
  /** @default - the claim vulnerability-feeds */
  readonly volume?: Omit<Volume, 'name'>;
  /** The file in the volume. */
  readonly file?: string;
}

const FEEDS = '/tekwire/feeds';
const volumeOf = ({ volume = { persistentVolumeClaim: { claimName: 'vulnerability-feeds', readOnly: true } } }: FeedProps) => ({
  ...volume,
  name: 'feeds',
});

function feedStep(program: string, file: string, context: Parameters<typeof enrichStep>[1], args: Step['args']): Step {
  return {
    ...enrichStep(program, context, args, { FEED: `${FEEDS}/${file}` }),
    volumeMounts: [{ name: 'feeds', mountPath: FEEDS, readOnly: true }],
  };
}

/**
 * Adds to every CVE the probability that it is exploited within 30 days (EPSS), from the file of FIRST, packed or not: the property
 * `tekwire/epss` with score, percentile and date. A feed that cannot be read fails the gate. `file` is epss_scores-current.csv.gz by default.
 * @see https://www.first.org/epss/data_stats
 */
export class Epss extends Enricher {
  constructor(scope: Construct, id: string, options: FeedProps = {}) {
    const props = knownOptions('FeedProps', options, { scope, id }, { isExtended: new.target !== Epss });
    const { file = 'epss_scores-current.csv.gz' } = props;
    super(scope, id, {
      description: 'Adds EPSS scores to vulnerabilities',
      volumes: [volumeOf(props)],
      steps: (context) => [feedStep('epss', file, context, [context.params['producer-result-paths']])],
    });
  }
}

/**
 * Marks vulnerabilities that are known to be exploited, from the catalogue of CISA: the property `tekwire/kev` with its dates. A feed that
 * cannot be read fails the gate. `file` is known_exploited_vulnerabilities.json by default.
 * @see https://www.cisa.gov/known-exploited-vulnerabilities-catalog
 */
export class Kev extends Enricher {
  constructor(scope: Construct, id: string, options: FeedProps = {}) {
    const props = knownOptions('FeedProps', options, { scope, id }, { isExtended: new.target !== Kev });
    const { file = 'known_exploited_vulnerabilities.json' } = props;
    super(scope, id, {
      description: 'Marks vulnerabilities that are known to be exploited',
      volumes: [volumeOf(props)],
      steps: (context) => [feedStep('kev', file, context, [context.params['producer-result-paths']])],
    });
  }
}
