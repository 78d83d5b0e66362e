import type { IConstruct } from 'constructs';
import { FEATURES_ANNOTATION, type Manifest, printFeatures } from '../spec';

type Features = Readonly<Record<string, string>>;

/** Feature flags of Tekton by scope; an inner scope overrides single flags of outer ones. */
export class FeatureScopes {
  private readonly byPath = new Map<string, Features>();

  /** Sets the flags of a scope, in place of earlier ones. */
  set(scope: IConstruct, features: Features): void {
    this.byPath.set(scope.node.path, features);
  }

  /** Whether nothing was said of any scope. */
  get isEmpty(): boolean {
    return this.byPath.size === 0;
  }

  /** Whether they are the same for the whole app. */
  get isUniform(): boolean {
    return [...this.byPath.keys()].every((path) => path === '');
  }

  /** The flags that apply to a construct. */
  of({ node }: IConstruct): Features {
    return Object.assign({}, ...node.scopes.map((scope) => this.byPath.get(scope.node.path)));
  }

  /** Groups constructs by the flags that apply to them. */
  groupsOf<T>(constructs: readonly T[], placeOf: (construct: T) => IConstruct): { readonly features: Features; readonly members: T[] }[] {
    const groups = new Map<string, { readonly features: Features; readonly members: T[] }>();
    for (const construct of constructs) {
      const features = this.of(placeOf(construct));
      const key = JSON.stringify(features);
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { features, members: [construct] });
      else known.members.push(construct);
    }
    return [...groups.values()];
  }
}

/** Notes in the manifest which feature flags the program has set, so that `tekwire validate` checks it as the synth does. */
export function noteFeatures(manifest: Manifest, features: Readonly<Record<string, string>>): Manifest {
  const { annotations, ...rest } = manifest.metadata ?? {};
  const noted = { ...annotations, [FEATURES_ANNOTATION]: printFeatures(features) };
  // keys are sorted, as cdk8s does it
  return { ...manifest, metadata: { annotations: sorted(noted), ...rest } };
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
