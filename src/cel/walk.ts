import type { CelNode } from './expression';

/** Calls `visit` with the node and with every node below it. */
export function eachCelNode(root: CelNode, visit: (node: CelNode) => void): void {
  const open: CelNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    visit(node);
    open.push(...partsOf(node));
  }
}

function partsOf(node: CelNode): readonly CelNode[] {
  switch (node.kind) {
    case 'field':
      return [node.of];
    case 'index':
      return [node.of, node.at];
    case 'call':
      return node.of === undefined ? node.args : [node.of, ...node.args];
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flat();
    case 'message':
      return node.fields;
    default:
      return [];
  }
}
