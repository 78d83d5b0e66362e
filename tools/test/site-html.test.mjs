import { deepEqual } from 'node:assert/strict';
import { it } from 'node:test';
import { listProblems, pageProblems } from '../site/html.mjs';

const fine = { title: 'A', length: 100, ids: ['one'], links: [], files: [], images: [], headings: [1, 2, 3, 2] };
const files = ['/b.md', '/assets/style.css', '/pictures/a.svg'];

/** @param {Partial<import('../site/html.mjs').PageFacts>[]} pages */
function problems(...pages) {
  const facts = pages.map((page, at) => ({ ...fine, title: `page ${at}`, path: `/${at}`, ...page }));
  return pageProblems(facts, (path) => files.includes(path));
}

it('links lead to pages, their headings, and files of the site', () => {
  deepEqual(
    problems({ links: ['/1', './1#one', '#one', '/1/', '/b.md', 'https://a.example/x', 'mailto:a@example.org'] }, { path: '/1/' }),
    [],
  );
  deepEqual(problems({ links: ['/2', '#two', './1#three', 'http://a.example', 'https://'] }, {}), [
    '/0: links /2, which does not exist',
    '/0: links #two, which has no such heading',
    '/0: links ./1#three, which has no such heading',
    '/0: links http://a.example; expected https',
    '/0: links https://; expected https',
  ]);
});

it('what a page loads is a file of the site, and pictures have a text', () => {
  const images = [
    { source: '/pictures/a.svg', alt: 'a' },
    { source: '/pictures/b.svg', alt: '' },
  ];

  deepEqual(problems({ files: ['/assets/style.css', 'https://fonts.example/a.css', '/assets/app.js'], images }), [
    '/0: loads https://fonts.example/a.css; expected a file of the site',
    '/0: loads /assets/app.js, which does not exist',
    '/0: loads /pictures/b.svg, which does not exist',
    '/0: shows the picture /pictures/b.svg without a text for those who do not see it',
  ]);
});

it('a page has a title of its own, text, one first heading and no level left out', () => {
  deepEqual(problems({ title: 'A' }, { title: 'A', length: 0, headings: [2, 4], ids: ['a', 'a'] }), [
    '/1: has the title of /0: A',
    '/1: is empty',
    '/1: has 0 headings of the first level; expected one',
    '/1: has a heading of level 2 below none of level 1',
    '/1: has a heading of level 4 below none of level 3',
    '/1: has the id "a" twice',
  ]);
});

it('the lists for programs name pages that exist', () => {
  const exists = (/** @type {string} */ path) => path === '/b.md';

  deepEqual(listProblems('llms.txt', '- [B](/b.md): b\n- [C](/c.md)', exists), ['llms.txt: links /c.md, which does not exist']);
  deepEqual(listProblems('llms-full.txt', '<!-- /b.md -->\n', exists), []);
  deepEqual(listProblems('llms.txt', '', exists), ['llms.txt: lists no page']);
});
