import { quoted } from '../../diagnostics';
import { parseImage } from '../../image';
import type { Shell } from '../../shell';
import type { Report, Rule } from '../contract/rule';
import type { Context } from '../set/context';
import type { ContainerView } from '../view/container-view';
import { items } from '../view/view';
import type { ReferenceView } from '../view/views';

/** Advice about the sources of images, Tasks and programs. */
export const lintSourceRules: readonly Rule[] = [
  {
    code: 'TW520',
    slug: 'floating-image-tag',
    title: 'image without a version',
    why: 'the image can change between two runs, so a run cannot be repeated',
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
    why: 'everyone who can push to the branch decides what the run does, and a run cannot be repeated',
    source: 'pkg/resolution/resolver/git/resolver.go; docs/git-resolver.md "revision"',
    severity: 'warning',
    lint: 'optional',
    on: 'reference',
    check: checkRevision,
  },
  {
    code: 'TW522',
    slug: 'pipe-to-shell',
    title: 'script runs a program directly from the network',
    why: 'an attacker who controls the server or the connection runs commands in the step, and an interrupted download runs partly',
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
  if (tag === undefined) report(['image'], `image ${quoted(image)} has no tag, so it is the latest version at every pull`);
  else if (tag === 'latest') report(['image'], `image ${quoted(image)} can change at every pull; use a version tag or a digest`);
}

const branches: ReadonlySet<string> = new Set(['main', 'master', 'trunk', 'develop', 'dev', 'HEAD', 'next', 'stable', 'latest']);

function checkRevision({ ref }: ReferenceView, _: Context, report: Report): void {
  if (ref.resolver !== 'git') return;
  const given = items(ref.params).find(({ item }) => item.name === 'revision');
  if (given === undefined) {
    report(['params'], 'without a revision, the git resolver uses the branch "main"', 'add the param revision with a tag or commit');
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
    report(['script'], `${quoted(way)} runs a download directly`, 'download a file, compare its checksum, then run it');
}

const shells = /^(?:[\w/.-]*\/)?(?:ba|da|z|k|a)?sh$/;
const loaders: ReadonlySet<string | undefined> = new Set(['curl', 'wget']);
const direct = /(?:^|[\s;&|(])(source|\.|eval|(?:ba|da|z)?sh(?:[ \t]{1,9}-c)?)[ \t]{1,9}"?(<|\$)\([ \t]{0,9}(curl|wget)[ \t]/;

/** Finds a command such as `curl … | sh` and returns it in short form. */
function tryFindRun({ code, commands }: Shell): string | undefined {
  for (const { words, feeds } of commands) {
    const [to = ''] = words;
    const from = shells.test(to) ? feeds.find((name) => loaders.has(name)) : undefined;
    if (from !== undefined) return `${from} … | ${to}`;
  }
  const found = direct.exec(code);
  return found === null ? undefined : `${found[1]} ${found[2]}(${found[3]} …)`;
}
