import { writeFileSync } from 'node:fs';
import { optionalVariable, variable } from './io/environment';

/** The programs of steps that share a pod. They come as one, because most of each is the same. */
const programs: Readonly<Record<string, () => Promise<unknown>>> = {
  annotate: () => import('./annotate.js'),
  baseline: () => import('./baseline.js'),
  'code-owners': () => import('./code-owners.js'),
  'database-age': () => import('./database-age.js'),
  deduplicate: () => import('./deduplicate.js'),
  epss: () => import('./epss.js'),
  gate: () => import('./gate.js'),
  'hand-on': () => import('./hand-on.js'),
  kev: () => import('./kev.js'),
  outcome: () => import('./outcome.js'),
  policy: () => import('./policy.js'),
  'policy-input': () => import('./policy-input.js'),
  reachability: () => import('./reachability.js'),
  'severity-map': () => import('./severity-map.js'),
  summary: () => import('./summary.js'),
};

// Runs the program PROGRAM. In the first step this text is an argument of node, and writes itself to PROGRAMS_FILE for the steps after it.
const file = optionalVariable('PROGRAMS_FILE');
if (file !== undefined) {
  const text = process.execArgv[1] ?? '';
  writeFileSync(file, text.slice(text.indexOf('// tekwire ')));
}
const run = programs[variable('PROGRAM')];
if (run === undefined) throw new Error(`unknown program "${variable('PROGRAM')}"; expected one of: ${Object.keys(programs).join(', ')}`);
void run();
