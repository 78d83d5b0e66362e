import type { IConstruct } from 'constructs';

type Features = Readonly<Record<string, string>>;

/** Feature flags of Tekton by the scopes that they are for: inner scopes say what is other than in outer ones. */
export class FeatureScopes {
  private readonly byPath = new Map<string, Features>();

  /** Those of the scope and all below it, in place of what was said for it before. */
  set(scope: IConstruct, features: Features): void {
    this.byPath.set(scope.node.path, features);
  }

  /** Whether they are the same for the whole app. */
  get isUniform(): boolean {
    return [...this.byPath.keys()].every((path) => path === '');
  }

  /** Those that hold where the construct stands. */
  of({ node }: IConstruct): Features {
    return Object.assign({}, ...node.scopes.map((scope) => this.byPath.get(scope.node.path)));
  }

  /** The constructs by the features that hold for them. */
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
