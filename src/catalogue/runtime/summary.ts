import { writeFileSync } from 'node:fs';
import { countFindings, printCompactReport, printJsonReport, printMarkdownReport } from '../../findings';
import { runStep, variable } from './io/environment';
import { readAsOne } from './io/logs';

/** Results of all steps of a pod share 4096 bytes, the container's termination message. */
const maximumResultBytes = 2048;

// Takes the paths of findings files as arguments and prints their counts: Markdown, then JSON; in short form as the step's result.
runStep(() => {
  const counts = countFindings(readAsOne(process.argv.slice(2)));
  console.log(printMarkdownReport(counts));
  console.log(printJsonReport(counts));
  writeFileSync(variable('RESULT'), printCompactReport(counts, maximumResultBytes));
});
