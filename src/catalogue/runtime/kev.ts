import { addKev, readKev } from '../../findings';
import { enrichStep, NotEnriched, parseJson } from './io/enrich';
import { variable } from './io/environment';
import { readFeed } from './io/feed';

// Takes the paths of findings files as arguments and marks the vulnerabilities that CISA's catalogue, a mounted file, knows to be exploited.
enrichStep('kev', (log) => {
  const file = variable('FEED');
  const catalogue = read(file);
  console.log(`catalogue of ${catalogue.date ?? 'an unknown day'} with ${catalogue.entries.size} vulnerabilities`);
  return addKev(log, catalogue);
});

function read(file: string): ReturnType<typeof readKev> {
  try {
    return readKev(parseJson(readFeed(file), file));
  } catch (error) {
    throw error instanceof NotEnriched ? error : new NotEnriched(`${file}: ${error instanceof Error ? error.message : error}`);
  }
}
