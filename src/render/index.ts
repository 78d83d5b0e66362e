import { renderMermaid } from './graph-mermaid';
import { renderText } from './graph-text';

/** All forms in which a pipeline is shown, by the name that `-o` takes. */
export const graphFormats = {
  text: { summary: 'a line a layer', print: renderText },
  mermaid: { summary: 'a flowchart that GitHub and GitLab draw', print: renderMermaid },
} as const;
