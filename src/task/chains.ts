import { demandKnownNames } from '../diagnostics';
import { param, result } from './declarations';

type Prefixed<A extends string, N extends string> = A extends '' ? N : `${A}_${N}`;

/**
 * Results and params that Tekton Chains reads to write provenance (type hints). Spread them into declarations of results or params.
 * @example
 * const build = new Task(chart, 'build', { results: { ...chains.image('WEB') }, steps });
 * @see tektoncd/chains docs/slsa-provenance.md
 */
export const chains = {
  /** An image that the Task builds: `IMAGE_URL` and `IMAGE_DIGEST`, with a prefix when the Task builds several. */
  image<const A extends string = ''>(name: A = '' as A) {
    const digest = result.string({ description: 'digest of the image, sha256:…' });
    const url = result.string({ description: 'repository of the image' });
    const [urlName, digestName] = [prefixed(name, 'IMAGE_URL'), prefixed(name, 'IMAGE_DIGEST')];
    return { [urlName]: url, [digestName]: digest } as { readonly [k in Prefixed<A, 'IMAGE_URL' | 'IMAGE_DIGEST'>]: typeof url };
  },
  /** All images that the Task builds, `url@digest`, one per line or separated by commas. */
  images: { IMAGES: result.string({ description: 'images with digests, one per line' }) },
  /** Results of a Task that fetches the sources: their repository and commit. */
  git: {
    'CHAINS-GIT_URL': result.string({ description: 'repository of the sources' }),
    'CHAINS-GIT_COMMIT': result.string({ description: 'commit of the sources' }),
  },
  /** The same as params of a Pipeline or Task that receives the sources. */
  gitParams: {
    'CHAINS-GIT_URL': param.string({ description: 'repository of the sources' }),
    'CHAINS-GIT_COMMIT': param.string({ description: 'commit of the sources' }),
  },
  /** Another artifact that the Task builds: an object result `<name>-ARTIFACT_OUTPUTS`. */
  output<const A extends string>(name: A) {
    const made = result.object({ properties: ['uri', 'digest'], description: 'its location and digest, sha256:…' });
    return { [`${name}-ARTIFACT_OUTPUTS`]: made } as { readonly [k in `${A}-ARTIFACT_OUTPUTS`]: typeof made };
  },
  /** Another artifact that the Task uses: an object result `<name>-ARTIFACT_INPUTS`. */
  input<const A extends string>(name: A) {
    const used = result.object({ properties: ['uri', 'digest'], description: 'its location and digest, sha256:…' });
    return { [`${name}-ARTIFACT_INPUTS`]: used } as { readonly [k in `${A}-ARTIFACT_INPUTS`]: typeof used };
  },
};
demandKnownNames('chains', chains);

function prefixed(name: string, hint: string): string {
  return name === '' ? hint : `${name}_${hint}`;
}
