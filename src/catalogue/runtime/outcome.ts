import { runStep, variable } from './io/environment';
import { readExitCode } from './io/exit-code';

// Runs after the steps of consumers that share a pod and let each other follow: fails when one of them did.
runStep(() => {
  const files = Object.entries(JSON.parse(variable('EXIT_CODE_FILES')) as Readonly<Record<string, string>>);
  const failed = files.flatMap(([step, file]) => {
    const exitCode = readExitCode(file);
    return exitCode === 0 ? [] : [`${step} ${exitCode === undefined ? 'left no exit code' : `ended with exit code ${exitCode}`}`];
  });
  if (failed.length > 0) throw new Error(failed.join('\n'));
  console.log(`finished: ${files.map(([step]) => step).join(', ')}`);
});
