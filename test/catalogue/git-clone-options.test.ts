import { GitClone, type GitCloneProps } from '../../src/catalogue';
import { newChart, problemsOf } from '../support/app';

it.each<[string, GitCloneProps, string]>([
  ['credentials of a proxy', { proxy: 'http://me:secret@proxy.acme.example:3128' }, 'proxy: expected http://HOST:PORT without credentials'],
  ['a proxy without a scheme', { proxy: 'proxy.acme.example:3128' }, 'proxy: expected http://HOST:PORT without credentials'],
  ['a directory outside', { directories: ['../b'] }, 'directories: expected an array of directories of the repository without patterns'],
  ['a pattern', { directories: ['a*'] }, 'directories: expected an array of directories of the repository without patterns'],
])('%s is reported', (_, props, message) => {
  const chart = newChart();
  new GitClone(chart, 'git-clone', props);

  expect(problemsOf(chart)).toEqual([expect.stringContaining(message)]);
});

it.each<[string, object, string]>([
  ['a word for a boolean', { tags: 'yes' }, 'tags: expected true or false, found "yes"'],
  ['a number for a boolean', { lfs: 1 }, 'lfs: expected true or false, found the number 1'],
  ['a boolean for its string', { submodules: true }, "submodules: expected 'true' or 'false', found true"],
  ['a number for its string', { depth: 1 }, "depth: expected a whole number as a string, such as '1', found the number 1"],
  ['a depth that is no number', { submoduleDepth: 'all' }, 'submoduleDepth: expected a whole number as a string'],
  ['a URL object', { url: new URL('https://git.acme.example/shop.git') }, 'url: expected a string that is not empty'],
  ['an empty revision', { revision: '' }, 'revision: expected a string that is not empty'],
  ['an image without a name', { image: null }, 'image: expected a string that is not empty'],
  ['one directory', { directories: 'shop' }, 'directories: expected an array of directories'],
  ['a directory that is no string', { directories: ['a', 1] }, 'found the number 1 at index 1'],
  ['one host', { noProxy: '.acme.example' }, 'noProxy: expected an array of hosts'],
  ['a number of days', { removeAfter: 7 }, 'removeAfter: expected a Duration of cdk8s'],
  ['a password, which is not repeated', { proxy: 'http://me:secret@proxy.acme.example:3128' }, 'found one with credentials'],
])('%s of plain JavaScript is reported', (_, props, message) => {
  const chart = newChart();
  new GitClone(chart, 'git-clone', props as GitCloneProps);

  expect(problemsOf(chart)).toEqual([expect.stringContaining(message)]);
});
