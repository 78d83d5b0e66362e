import { type FieldPath, quoted } from '../../diagnostics';
import { imageMistake } from '../../image';
import type { StepActionSpec } from '../../spec';
import { ofSpec } from '../checks/of-spec';
import type { Report, Rule } from '../contract/rule';
import { items, type Loose } from '../view/view';

const WHY = 'the pod never starts: its container waits with InvalidImageName, and the run fails';
const SOURCE =
  'pkg/reconciler/taskrun/taskrun.go checkContainerFailure (InvalidImageName); Kubernetes ValidateContainers, github.com/distribution/reference regexp.go';
const LATER = 'Tekton does not check it; the API server and the kubelet do when the pod starts';

/** Rules of Kubernetes for image names. */
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
    on: 'StepAction',
    check: ofSpec<Loose<StepActionSpec>>(({ image }, report) => checkImage(image, ['image'], report)),
  },
];

// the prefix of images that the program ko builds, until ko replaces them with digests
const KO = 'ko://';
// an image that Lighthouse replaces with the steps of a file: uses:owner/repository/path@version
const USES = /^uses:[\w.-]+\/[\w.-]+\/\S+$/;

function checkImage(image: string | undefined, field: FieldPath, report: Report): void {
  if (image === undefined || image === '') return;
  const mistake = imageMistake(image);
  if (mistake === undefined || image.includes('$(') || image.startsWith(KO) || USES.test(image)) return;
  report(field, `invalid image name ${quoted(image)}: ${mistake}`);
}
