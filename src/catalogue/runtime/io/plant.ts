import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { listVariable, optionalVariable, variable } from './environment';
import { readTextInside } from './read-text';

/** Writes the files of the canary and the settings of its scanner, outside of the sources, for the step that scans them. Each text comes in pieces; the component checked the paths. */
export function plantCanary(): void {
  const files = optionalVariable('CANARY');
  if (files === undefined) return;
  for (const path of listVariable('CANARY_SETTINGS', '')) {
    const { text } = readTextInside(variable('WORKSPACE'), join(variable('SOURCE_PATH'), path));
    if (text !== undefined) plant(path, text);
  }
  mkdirSync(variable('CANARY_REPORTS'), { recursive: true });
  for (const [path, pieces] of Object.entries(JSON.parse(files) as Readonly<Record<string, readonly string[]>>))
    plant(path, pieces.join(''));
}

function plant(path: string, text: string): void {
  const file = join(variable('CANARY_ROOT'), path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
