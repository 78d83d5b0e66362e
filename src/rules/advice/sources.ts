import { quoted } from '../../diagnostics';
import { parseImage } from '../../image';
import type { Shell } from '../../shell';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ContainerView } from '../view/container-view';
import { items } from '../view/view';
import type { ReferenceView } from '../view/views';

/** Advice on where images, Tasks and programs come from. */
export const lintSourceRules: readonly Rule[] = [
  {
    code: 'TW520',
    slug: 'floating-image-tag',
    title: 'image without a version',
    why: 'what runs changes from one day to the next, and a run cannot be repeated',
    source: 'Kubernetes docs/concepts/containers/images "Image names": without a tag it is latest',
    severity: 'warning',
    lint: 'optional',
    on: 'container',
    check: checkImages,
  },
  {
    code: 'TW521',
    slug: 'floating-git-revision',
    title: 'Task or Pipeline from a moving Git revision',
    why: 'whoever can push to the branch decides what the run does, and a run cannot be repeated',
    source: 'pkg/resolution/resolver/git/resolver.go; docs/git-resolver.md "revision"',
    severity: 'warning',
    lint: 'optional',
    on: 'reference',
    check: checkRevision,
  },
  {
    code: 'TW522',
    slug: 'pipe-to-shell',
    title: 'script runs a program straight from the network',
    why: 'whoever controls the address or the way to it runs commands in the step, and a half download runs half',
    source: 'SLSA v1.0 "Isolated"; the OpenSSF guide on pinned dependencies',
    severity: 'warning',
    lint: 'usual',
    on: 'container',
    check: checkDownloads,
  },
];

function checkImages({ spec: { image = '' } }: ContainerView, _: Context, report: Report): void {
  const { tag, digest } = parseImage(image);
  if (image === '' || image.includes('$(') || digest !== undefined) return;
  if (tag === undefined) report(['image'], `image ${quoted(image)} has no tag, and is the latest of the day`);
  else if (tag === 'latest') report(['image'], `image ${quoted(image)} is another one tomorrow; use a tag of a version or a digest`);
}

const branches: ReadonlySet<string> = new Set(['main', 'master', 'trunk', 'develop', 'dev', 'HEAD', 'next', 'stable', 'latest']);

function checkRevision({ ref }: ReferenceView, _: Context, report: Report): void {
  if (ref.resolver !== 'git') return;
  const given = items(ref.params).find(({ item }) => item.name === 'revision');
  if (given === undefined) {
    report(['params'], 'without a revision the git resolver takes the branch "main"', 'add param revision with a tag or commit');
    return;
  }
  const { value } = given.item;
  if (typeof value !== 'string' || !(branches.has(value) || value.startsWith('refs/heads/'))) return;
  report(['params', given.at, 'value'], `revision ${quoted(value)} is a branch; use a tag or commit`);
}

function checkDownloads({ spec: { script = '' } }: ContainerView, context: Context, report: Report): void {
  if (!script.includes('curl') && !script.includes('wget')) return;
  const shell = context.memo.shell(script);
  const way = shell && tryFindRun(shell);
  if (way !== undefined)
    report(['script'], `${quoted(way)} runs what the network gives`, 'download a file, compare its checksum, then run it');
}

const shells = /^(?:[\w/.-]*\/)?(?:ba|da|z|k|a)?sh$/;
const loaders: ReadonlySet<string | undefined> = new Set(['curl', 'wget']);
const direct = /(?:^|[\s;&|(])(source|\.|eval|(?:ba|da|z)?sh(?:[ \t]{1,9}-c)?)[ \t]{1,9}"?(<|\$)\([ \t]{0,9}(curl|wget)[ \t]/;

/** `curl … | sh` and the like, in a few words. */
function tryFindRun({ code, commands }: Shell): string | undefined {
  for (const { words, feeds } of commands) {
    const [to = ''] = words;
    const from = shells.test(to) ? feeds.find((name) => loaders.has(name)) : undefined;
    if (from !== undefined) return `${from} … | ${to}`;
  }
  const found = direct.exec(code);
  return found === null ? undefined : `${found[1]} ${found[2]}(${found[3]} …)`;
}
