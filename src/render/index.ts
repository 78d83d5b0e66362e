import { renderDot } from './graph-dot';
import { renderJson } from './graph-json';
import { renderMermaid } from './graph-mermaid';
import { renderSvg } from './graph-svg';
import { renderText } from './graph-text';

export { pictureOf } from './picture';

/** The output formats of `tekwire graph`, by their name in `-o`. */
export const graphFormats = {
  text: { summary: 'one line per layer', print: renderText },
  mermaid: { summary: 'a flowchart that GitHub and GitLab draw', print: renderMermaid },
  dot: { summary: 'a graph for Graphviz', print: renderDot },
  svg: { summary: 'an image of one Pipeline', print: renderSvg },
  json: { summary: 'one JSON object per Pipeline and line', print: renderJson },
} as const;
