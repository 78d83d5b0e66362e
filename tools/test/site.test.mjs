import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { it } from 'node:test';
import { drawTerminal } from '../lib/terminal.mjs';
import { llms } from '../site/llms.mjs';
import { escaped, firstParagraph, section, titleOf } from '../site/markdown.mjs';
import { grouped } from '../site/navigation.mjs';
import { onSite, writtenPages } from '../site/pages.mjs';

it('what looks like a tag or a template is escaped, but neither code nor the tags that pages use', () => {
  equal(escaped('a <chart> {{ x }}<br>b `<chart> {{ x }}`'), 'a &lt;chart> &#123;&#123; x }}<br>b `<chart> {{ x }}`');
  equal(escaped('```yaml\na: <b> {{ c }}\n```\n<d>'), '```yaml\na: <b> {{ c }}\n```\n&lt;d>');
  equal(escaped('one ` alone and <a name> \n\n then `<b>`'), 'one ` alone and <a name> \n\n then `<b>`');
});

it('title, first paragraph and sections of a page', () => {
  const page = '# `Task` of [x](y)\n\n```ts\n1\n```\n\nA [link](z.md), and\nmore.\n\n## One\n\nfirst\n\n## Two\n\nsecond\n';

  equal(titleOf(page), 'Task of [x](y)');
  equal(firstParagraph(page), 'A link, and more.');
  equal(section(page, '## One'), 'first');
});

it('links of a page lead to pages of the site, to the repository, or stay for the build to refuse', () => {
  const links =
    '[a](../rules/TW203.md#bad) [b](../../README.md) [c](../../LICENSE) [d](nothing.md) `[e](../x.md)` [f](https://x.example) [g](https://github.com/tekwire/tekwire/tree/main/examples/cache)';

  equal(
    onSite('docs/tutorial/scan.md', 'tutorial/scan', links),
    '[a](../rules/TW203.md#bad) [b](./quickstart.md) [c](https://github.com/tekwire/tekwire/blob/main/LICENSE) [d](docs/tutorial/nothing.md) `[e](../x.md)` [f](https://x.example) [g](../examples/cache.md)',
  );
});

it('every page of the repository is in the menu once, except the rules, which have a list of their own', () => {
  const pages = writtenPages();
  const paths = grouped(pages).flatMap(({ pages: found }) => found.map(({ path }) => path));
  const expected = pages.map(({ path }) => path).filter((path) => !/^rules\/TW/.test(path));

  deepEqual([...paths].sort(), [...expected].sort());
});

it('llms.txt names every page of the menu with its first sentence', () => {
  const text = llms(writtenPages());

  match(text, /^# tekwire\n\n> Typed Tekton/);
  match(text, /\n- \[Caches\]\(\/how-to\/caches\.md\): A run starts with empty volumes\.\n/);
});

it('a terminal keeps colours, wraps long lines, and escapes XML', () => {
  const svg = drawTerminal('a <title>', `\u001b[31mred & <b>\u001b[0m\n${'x'.repeat(130)}`);

  match(svg, /style="fill:#ff7b72">red &amp; &lt;b&gt;<\/text>/);
  ok(svg.includes(`>${'x'.repeat(112)}<`) && svg.includes(`>${'x'.repeat(18)}<`));
  match(svg, /<title>a &lt;title&gt;<\/title>/);
});
