import { type FieldPath, quoted } from '../../diagnostics';
import type { StepActionSpec } from '../../spec';
import { ofKind } from '../checks/of-kind';
import type { Report, Rule } from '../contract/rule';
import { items, type Loose } from '../view/view';

const WHY = 'the pod never starts: its container waits with InvalidImageName, and the run fails';
const SOURCE =
  'pkg/reconciler/taskrun/taskrun.go checkContainerFailure (InvalidImageName); Kubernetes ValidateContainers, github.com/distribution/reference regexp.go';
const LATER = 'Tekton does not look at it; the API server and the kubelet do when the pod is there';

/** What Kubernetes wants of the names of images. */
export const imageRules: readonly Rule[] = [
  {
    code: 'TW177',
    slug: 'invalid-image',
    title: 'invalid image name of a step or sidecar',
    why: WHY,
    source: SOURCE,
    severity: 'error',
    stricter: LATER,
    on: 'task',
    check: ({ spec }, _, report) => {
      if (spec.stepTemplate !== undefined) checkImage(spec.stepTemplate.image, ['stepTemplate', 'image'], report);
      for (const list of ['steps', 'sidecars'] as const)
        for (const { at, item } of items(spec[list])) checkImage(item.image, [list, at, 'image'], report);
    },
  },
  {
    code: 'TW178',
    slug: 'invalid-step-action-image',
    title: 'invalid image name of a StepAction',
    why: WHY,
    source: SOURCE,
    severity: 'error',
    stricter: LATER,
    on: 'other',
    check: ofKind<Loose<StepActionSpec>>(['StepAction'], ({ image }, report) => checkImage(image, ['image'], report)),
  },
];

const HOST = /^(?:[a-z0-9]+(?:[.-]+[a-z0-9]+)*|\[[a-f0-9:]+\])(?::\d+)?$/i;
const PART = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[a-z][a-z0-9]*(?:[-_+.][a-z][a-z0-9]*)*:[0-9a-f]{32,}$/i;
// most names, in one look, because every step has one
const USUAL = /^[a-z0-9]+(?:[./_-][a-z0-9]+)*(?::\w[\w.-]{0,127})?$/;
// images that the program ko builds are named so until it has put in their digests
const KO = 'ko://';

function checkImage(image: string | undefined, field: FieldPath, report: Report): void {
  if (image === undefined || image === '' || USUAL.test(image) || image.includes('$(') || image.startsWith(KO)) return;
  const wrong = tryFindWrong(image);
  if (wrong !== undefined) report(field, `${quoted(image)} is no name of an image: ${wrong}`);
}

/** What no image can be called, or nothing. */
function tryFindWrong(image: string): string | undefined {
  if (/\s/.test(image)) return 'it may not hold white space';
  const [name = '', digest, ...more] = image.split('@');
  if (digest !== undefined && (more.length > 0 || !DIGEST.test(digest)))
    return 'what follows "@" must be one digest, as in sha256: and 64 hexadecimal digits';
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  if (colon >= 0 && !TAG.test(name.slice(colon + 1)))
    return 'a tag has at most 128 letters, digits, "_", "." and "-", and does not begin with "." or "-"';
  const parts = (colon < 0 ? name : name.slice(0, colon)).split('/');
  if (parts.length > 1 && isHost(parts[0] ?? '')) parts.shift();
  const odd = parts.find((part) => !PART.test(part));
  if (odd === undefined) return undefined;
  if (odd === '') return 'a part between "/" is empty';
  return `${quoted(odd)} may hold lower-case letters and digits only, and between them ".", "_" or "-"`;
}

function isHost(part: string): boolean {
  return (/[.:A-Z]/.test(part) || part === 'localhost') && HOST.test(part);
}
