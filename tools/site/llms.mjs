// llms.txt: the documentation for programs that read it, by the convention of llmstxt.org.
import { firstParagraph, titleOf } from './markdown.mjs';
import { grouped } from './navigation.mjs';

/** @typedef {import('./pages.mjs').Page} Page */

const INTRODUCTION = `# tekwire

> Typed Tekton, wired: delivery and security pipelines as TypeScript constructs for cdk8s. A program composes Tasks and Pipelines from typed objects; \`cdk8s synth\` writes manifests with every param, result reference, workspace binding and edge, and refuses what Tekton would refuse. The npm package is \`tekwire\`; it needs \`cdk8s\` and \`constructs\`.

- Imports: \`tekwire\` (Task, Pipeline, SecurityPipeline, param, result, workspace, sh), \`tekwire/catalogue\` (scanners), \`tekwire/events\`, \`tekwire/testing\`.
- Order of tasks follows from results and directories that are passed on; write \`after\` only where no data is shared.
- A param in a script is \`\${params.x}\` inside the tag \`sh\`, never \`$(params.x)\`.
- \`npx tekwire explain CODE\` prints the page of a rule, such as TW203.`;

/**
 * The list of the pages with their first sentences.
 * @param {Page[]} pages
 */
export function llms(pages) {
  const groups = grouped(pages).map(({ text, pages: found }) => `## ${text}\n\n${found.map(lineOf).join('\n')}`);
  return `${INTRODUCTION}\n\n${groups.join('\n\n')}\n`;
}

/** @param {Page} page */
function lineOf(page) {
  const [sentence = ''] = /^[\s\S]*?[.:](?=\s|$)/.exec(firstParagraph(page.text)) ?? [''];
  return `- [${titleOf(page.text)}](/${page.path}.md)${sentence === '' ? '' : `: ${sentence.replace(/:$/, '.')}`}`;
}

/**
 * The texts of all pages but the rules and the API, whose pages are many.
 * @param {Page[]} pages
 */
export function llmsFull(pages) {
  const texts = grouped(pages).flatMap(({ pages: found }) => found.map(({ path, text }) => `<!-- /${path}.md -->\n\n${text.trim()}`));
  return `${INTRODUCTION}\n\n${texts.join('\n\n---\n\n')}\n`;
}
