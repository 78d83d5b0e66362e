// The settings of VitePress. tools/site/build.mjs writes the pages and their order to dist/site before.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../../dist/site');
const sidebar = JSON.parse(readFileSync(join(folder, 'sidebar.json'), 'utf8'));

/** Two tasks and the edge between them. */
const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path d="M9 16H23" stroke="#3b6fd1" stroke-width="4"/><circle cx="8" cy="16" r="6" fill="#3b6fd1"/><circle cx="24" cy="16" r="6" fill="#3b6fd1"/></svg>`;

const parts = { api: 'API', concepts: 'concept', examples: 'example' };

/** @param {string} heading */
function slugOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

/**
 * The page as the search indexes it. The colours of code cost more than everything else, and the index has none of them.
 */
function renderForSearch(source, env, md) {
  md.set({ highlight: (code) => `<pre><code>${md.utils.escapeHtml(code)}</code></pre>` });
  return md.render(source, env);
}

// biome-ignore lint/style/noDefaultExport: VitePress reads the default export
export default {
  title: 'tekwire',
  description: 'Typed Tekton, wired: delivery and security pipelines as TypeScript constructs for cdk8s',
  lang: 'en',
  base: process.env.TEKWIRE_SITE_BASE ?? '/',
  srcDir: join(folder, 'pages'),
  outDir: join(folder, 'public'),
  cacheDir: join(folder, 'cache'),
  cleanUrls: true,
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  lastUpdated: false,
  // nothing of another host: no fonts, no counters
  themeConfig: {
    nav: [
      { text: 'Tutorial', link: '/tutorial/quickstart', activeMatch: '^/tutorial/' },
      { text: 'Catalogue', link: '/catalogue' },
      { text: 'Rules', link: '/rules/', activeMatch: '^/rules/' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
    ],
    sidebar,
    outline: [2, 3],
    search: { provider: 'local', options: { _render: renderForSearch } },
    socialLinks: [{ icon: 'github', link: 'https://github.com/tekwire/tekwire' }],
  },
  // pages of different parts may have the same heading
  transformPageData: ({ relativePath }) => {
    const part = parts[relativePath.split('/')[0]];
    return part === undefined ? undefined : { titleTemplate: `:title (${part}) | tekwire` };
  },
  markdown: {
    // as GitHub names headings, where the same pages are read
    anchor: { slugify: slugOf },
    // Vue must not read templates in inline code
    config: (md) => {
      const print = md.renderer.rules.code_inline;
      md.renderer.rules.code_inline = (tokens, index, ...rest) => {
        tokens[index].attrSet('v-pre', '');
        return print(tokens, index, ...rest);
      };
    },
  },
};
