import { deepEqual, equal } from 'node:assert/strict';
import { it } from 'node:test';
import { wordProblems } from '../check/words.mjs';

it('a phrase of the former style is found, with its line and the better word', () => {
  deepEqual(wordProblems('src/a.ts', 'const a = 1;\n/** The Task lies elsewhere. */'), ['src/a.ts:2: "lies elsewhere"; write "external"']);
  equal(wordProblems('src/a.ts', '// is no digest').length, 1);
  equal(wordProblems('src/a.ts', "'whoever reads it is told, without a word'").length, 3);
});

it('plain words pass', () => deepEqual(wordProblems('src/a.ts', '/** An external Task; it is not a digest. */'), []));
