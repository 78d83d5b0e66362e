import { type CelNode, eachCelNode } from '../../cel';
import { quoted } from '../../diagnostics';
import { textOf } from '../checks/cel-text';
import { canonical } from '../run/pac-conditions';

/** Finds headers in an expression of the CEL interceptor that no event has, and headers that are compared as if they were strings. */
export function mistakeOfHeaders(expression: CelNode): { readonly message: string; readonly fix: string } | undefined {
  const found: { readonly message: string; readonly fix: string }[] = [];
  eachCelNode(expression, (node) => {
    const name = nameOfHeader(node) ?? nameSoughtIn(node);
    if (name !== undefined && name !== canonical(name))
      found.push({
        message: `unknown header ${quoted(name)}; Go calls it ${quoted(canonical(name))}`,
        fix: `write header.match('${name}', …) or header.canonical('${name}'), which take any spelling`,
      });
    if (node.kind !== 'call' || node.of !== undefined || (node.name !== '==' && node.name !== '!=')) return;
    const [left, right] = node.args;
    for (const [one, other] of [
      [left, right],
      [right, left],
    ]) {
      const header = one && nameOfHeader(one);
      const text = textOf(other);
      if (header !== undefined && text !== undefined)
        found.push({
          message: `header ${quoted(header)} is a list of strings, which never equals ${quoted(text)}`,
          fix: `write header.match('${header}', '${text}')`,
        });
    }
  });
  return found[0];
}

/** The name in `header['X']` or `header.X`. */
function nameOfHeader(node: CelNode): string | undefined {
  if ((node.kind !== 'index' && node.kind !== 'field') || node.of.kind !== 'name' || node.of.name !== 'header') return undefined;
  return node.kind === 'field' ? node.name : textOf(node.at);
}

/** The name in `'X' in header`. */
function nameSoughtIn(node: CelNode): string | undefined {
  if (node.kind !== 'call' || node.name !== 'in' || node.of !== undefined) return undefined;
  const [name, where] = node.args;
  return where?.kind === 'name' && where.name === 'header' ? textOf(name) : undefined;
}
