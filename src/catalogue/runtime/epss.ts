import { addEpss, cvesOf, readEpss, type SarifLog } from '../../findings';
import { enrichStep, NotEnriched } from './io/enrich';
import { variable } from './io/environment';
import { readFeed } from './io/feed';

// Takes the paths of findings files as arguments and adds EPSS scores from a mounted file.
enrichStep('epss', (log) => {
  const file = variable('FEED');
  const scores = read(file, log);
  console.log(`EPSS scores of ${scores.date ?? 'an unknown day'} for ${scores.scores.size} of ${cvesOf(log).size} CVEs`);
  return addEpss(log, scores);
});

function read(file: string, log: SarifLog): ReturnType<typeof readEpss> {
  const text = readFeed(file);
  try {
    return readEpss(text, cvesOf(log));
  } catch (error) {
    throw new NotEnriched(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}
