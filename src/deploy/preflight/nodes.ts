import { answerOf, fail, type Inspection, ok, type PreflightLine, warn } from './line';
import type { Needs } from './needs';

const ARCH = 'kubernetes.io/arch';

/** Node architectures: whether a chosen one exists, and whether images must have several. */
export async function checkNodes({ cluster }: Inspection, { podTemplates }: Needs): Promise<readonly PreflightLine[]> {
  const answer = await answerOf(() => cluster.list({ apiVersion: 'v1', kind: 'Node' }));
  if ('forbidden' in answer)
    return [warn('nodes', 'the architectures of nodes cannot be read', 'ask for the permission to list nodes, or ask an administrator')];
  const found = [...new Set(answer.value.flatMap(({ metadata }) => metadata?.labels?.[ARCH] ?? []))].sort();
  const lines = podTemplates.flatMap(({ template, where }) => {
    const wanted = template.nodeSelector?.[ARCH];
    return wanted === undefined || found.includes(wanted)
      ? []
      : [
          fail(
            'nodes',
            `${where} asks for nodes of architecture "${wanted}" (available: ${found.join(', ') || 'none'})`,
            'change the nodeSelector',
          ),
        ];
  });
  if (lines.length > 0) return lines;
  const isChosen = podTemplates.length > 0 && podTemplates.every(({ template }) => template.nodeSelector?.[ARCH] !== undefined);
  if (found.length > 1 && !isChosen)
    return [
      warn(
        'nodes',
        `nodes have the architectures ${found.join(' and ')}, and an image may have only one`,
        `use images for all of them, or choose one with nodeSelector: { ${ARCH}: ${found[0]} }`,
      ),
    ];
  return [ok('nodes', `architecture ${found.join(', ') || 'unknown'}`)];
}
