import { writeFileSync } from 'node:fs';
import { countFindings, printCompactReport, printJsonReport, printMarkdownReport } from '../../findings';
import { maximumResultBytes, runStep, variable } from './io/environment';
import { readAsOne } from './io/logs';

// Takes the paths of findings files as arguments and prints their counts as Markdown, then JSON; writes a short form to the step's result.
runStep(() => {
  const counts = countFindings(readAsOne(process.argv.slice(2)));
  console.log(printMarkdownReport(counts));
  console.log(printJsonReport(counts));
  writeFileSync(variable('RESULT'), printCompactReport(counts, maximumResultBytes()));
});
