// seen.mjs TOOL: notes in seen.json that the component of a tool ran here today, at the version of its recipe. record.sh calls it.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { components } from './components.mjs';

const require = createRequire(import.meta.url);
const { App, Chart } = require('cdk8s');
const catalogue = require(join(import.meta.dirname, '../../dist/lib/catalogue/index.js'));
const file = join(import.meta.dirname, 'seen.json');
const seen = JSON.parse(readFileSync(file, 'utf8'));
for (const tool of process.argv.slice(2)) {
  const component = components[tool]?.create(catalogue, new Chart(new App(), 'seen'));
  const recipe = readFileSync(join(import.meta.dirname, 'tools', `${tool}.sh`), 'utf8');
  const [, version] = /# version (\S+)/.exec(recipe) ?? /(?:==|@v?| v)(\d+\.\d+[\d.]*)/.exec(recipe) ?? [];
  if (component === undefined) continue;
  const name = component.constructor.name;
  seen[name] = { date: new Date().toISOString().slice(0, 10), version: version ?? seen[name]?.version };
}
const sorted = Object.fromEntries(Object.entries(seen).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
