import { fieldChanges, idOf, idText, semanticChanges } from '../../deploy';
import { graphFormats, pictureOf } from '../../render';
import type { Manifest, PipelineSpec } from '../../spec';
import { shown } from '../cluster/changes';
import type { ObjectPair } from './against';

/** What differs of one object. */
export interface ObjectDiff {
  readonly title: string;
  readonly change: 'added' | 'removed' | 'changed';
  readonly semantic: readonly string[];
  readonly fields: readonly string[];
  readonly pair: ObjectPair;
}

/** The objects that differ. */
export function diffsOf(pairs: readonly ObjectPair[]): readonly ObjectDiff[] {
  return pairs.flatMap((pair) => {
    const { before, after } = pair;
    const fields = before === undefined || after === undefined ? [] : fieldChanges(before, after);
    if (before !== undefined && after !== undefined && fields.length === 0) return [];
    return [
      {
        title: idText(idOf((after ?? before) as Manifest)),
        change: before === undefined ? ('added' as const) : after === undefined ? ('removed' as const) : ('changed' as const),
        semantic: semanticChanges(before, after).map(({ sign, text }) => `${sign} ${text}`),
        fields: fields.map((one) => `${one.field}: ${shown(one.before)} → ${shown(one.after)}`),
        pair,
      },
    ];
  });
}

/** For people: what it means first, then the fields. */
export function humanText(diffs: readonly ObjectDiff[]): string {
  const parts = diffs.map(({ title, change, semantic, fields }) =>
    [`${title} ${change}`, ...semantic.map((line) => `  ${line}`), ...fields.map((line) => `      ${line}`)].join('\n'),
  );
  return parts.length === 0 ? 'no differences' : parts.join('\n');
}

/** One JSON object per line. */
export function jsonText(diffs: readonly ObjectDiff[]): string {
  return diffs.map(({ pair: _, ...diff }) => JSON.stringify(diff)).join('\n');
}

// GitHub allows 65,536 characters in a comment
const MAX_LENGTH = 60_000;

/** For a pull request: what it means, the graphs of changed Pipelines before and after, and the fields folded. */
export function markdownText(diffs: readonly ObjectDiff[]): string {
  if (diffs.length === 0) return 'No differences.';
  const text = [`**${diffs.length} ${diffs.length === 1 ? 'object differs' : 'objects differ'}**`, ...diffs.map(markdownOf)].join('\n\n');
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, text.lastIndexOf('\n\n', MAX_LENGTH))}\n\n… cut at ${MAX_LENGTH} characters`;
}

function markdownOf({ title, change, semantic, fields, pair: { before, after } }: ObjectDiff): string {
  const hasGraph = after?.kind === 'Pipeline' && (change !== 'changed' || semantic.some((line) => /^. (task|edge) /.test(line)));
  const lines = semantic.length === 0 ? [] : ['```diff', ...semantic.map((line) => line.replace(/^~/, '!')), '```'];
  return [
    `### ${title} ${change}`,
    ...(lines.length === 0 ? [] : [lines.join('\n')]),
    ...(hasGraph && before !== undefined ? [`Before:\n\n${graphOf(before)}`] : []),
    ...(hasGraph ? [`After:\n\n${graphOf(after)}`] : []),
    ...(fields.length === 0
      ? []
      : [
          `<details><summary>${fields.length} fields</summary>\n\n\`\`\`text\n${fields.join('\n').replaceAll('```', "'''")}\n\`\`\`\n\n</details>`,
        ]),
  ].join('\n\n');
}

function graphOf({ metadata, spec }: Manifest): string {
  const text = graphFormats.mermaid.print(pictureOf(metadata?.name ?? '', (spec ?? {}) as PipelineSpec));
  // its first line is the name, which the heading has already
  return `\`\`\`mermaid\n${text.slice(text.indexOf('\n') + 1)}\n\`\`\``;
}
