// Whatever a user hands in, it is judged in seconds: megabytes of odd YAML and scripts, thousands of mistakes. The unit is the time of a YAML
// library for an ordinary file of a mebibyte, about a second.
import { transpile } from '../../tools/lib/programs.mjs';
import { fail, must } from '../../tools/lib/run.mjs';

const program = 'dist/programs/odd-texts.cjs';
await transpile('test/bench/programs/odd-texts.ts', program);
const measured = JSON.parse(await must(process.execPath, [program]));
for (const { name, value, most } of measured)
  console.log(`  ${value <= most ? 'kept  ' : 'BROKEN'} ${name.padEnd(42)} ${value.toFixed(2)} × (at most ${most})`);
const broken = measured.filter(({ value, most }) => value > most);
if (broken.length > 0) fail(`past the limit: ${broken.map(({ name }) => name).join('; ')}`);
