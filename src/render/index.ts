export { renderMermaid } from './graph-mermaid';
export { renderText } from './graph-text';
