import { renderMermaid } from './graph-mermaid';
import { renderText } from './graph-text';

/** The output formats of `tekwire graph`, by their name in `-o`. */
export const graphFormats = {
  text: { summary: 'one line per layer', print: renderText },
  mermaid: { summary: 'a flowchart that GitHub and GitLab draw', print: renderMermaid },
} as const;
