import { addCodeOwners, readCodeOwners } from '../../findings';
import { enrichStep, NotEnriched, readSource } from './io/enrich';
import { optionalVariable } from './io/environment';

/** Where GitHub, GitLab and Gitea look for the file, in their order. */
const standardFiles = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS', '.gitea/CODEOWNERS'];

// Takes the paths of findings files as arguments and adds to every finding the owners of its file.
enrichStep('code-owners', (log) => {
  const named = optionalVariable('CODEOWNERS_FILE');
  for (const file of named === undefined ? standardFiles : [named]) {
    const text = readSource(file);
    if (text === undefined) continue;
    console.log(`owners by ${file}`);
    return addCodeOwners(log, readCodeOwners(text));
  }
  if (named !== undefined) throw new NotEnriched(`${named} does not exist`);
  console.log('the sources have no CODEOWNERS file');
  return log;
});
