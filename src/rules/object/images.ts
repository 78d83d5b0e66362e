import { type FieldPath, quoted } from '../../diagnostics';
import { imageMistake } from '../../image';
import type { StepActionSpec } from '../../spec';
import { ofSpec } from '../checks/of-spec';
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
    on: 'StepAction',
    check: ofSpec<Loose<StepActionSpec>>(({ image }, report) => checkImage(image, ['image'], report)),
  },
];

// images that the program ko builds are named so until it has put in their digests
const KO = 'ko://';

function checkImage(image: string | undefined, field: FieldPath, report: Report): void {
  if (image === undefined || image === '') return;
  const mistake = imageMistake(image);
  if (mistake === undefined || image.includes('$(') || image.startsWith(KO)) return;
  report(field, `invalid image name ${quoted(image)}: ${mistake}`);
}
