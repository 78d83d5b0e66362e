import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkYaml } from '../../src/extension/rules';

/** A manifest set after a line `#### title: what must be found`: `error`, `warning TW525`, several of them, `nothing`, or `nothing at all`, without advice. */
interface Case {
  readonly title: string;
  readonly expected: readonly string[];
  readonly isStrict: boolean;
  readonly yaml: string;
}

const LINE = /^(.*): ((?:(?:error|warning)(?: TW\d+)?(?:, )?)+|nothing(?: at all)?)$/;
// advice that is about the form of a manifest, not about the kind of mistake
const OTHERS = /TW5(?:20|31|36|50|51|52|53|54|60|61)/;

for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.yaml'))) {
  describe(file.replace('.yaml', ''), () => {
    it.each(casesOf(file))('$title', ({ expected, isStrict, yaml }) => {
      const found = checkYaml(yaml, { lint: ['TW538'] }).map(({ severity, code, message }) => `${severity} ${code} ${message}`);

      if (expected.length === 0) expect(found.filter((one) => isStrict || !OTHERS.test(one))).toEqual([]);
      for (const one of expected) expect(found).toContainEqual(expect.stringMatching(new RegExp(`^${one}\\b`)));
      if (expected.every((one) => one.startsWith('warning'))) expect(found.filter((one) => one.startsWith('error'))).toEqual([]);
    });
  });
}

function casesOf(file: string): Case[] {
  const [, ...parts] = readFileSync(join(__dirname, file), 'utf8').split(/^#### /m);
  return parts.map((part) => {
    const end = part.indexOf('\n');
    const [, title = '', expected = ''] = LINE.exec(part.slice(0, end)) ?? [];
    if (title === '') throw new Error(`${file}: "${part.slice(0, end)}" does not say what must be found`);
    const isNothing = expected.startsWith('nothing');
    return { title, expected: isNothing ? [] : expected.split(', '), isStrict: expected === 'nothing at all', yaml: part.slice(end + 1) };
  });
}
