/** The annotation in which a synth notes the feature flags that the program has set, as `enable-api-fields=alpha,enable-cel-in-whenexpression=true`. */
export const FEATURES_ANNOTATION = 'tekwire.dev/features';

/** The flags as the value of the annotation, sorted by name. */
export function printFeatures(features: Readonly<Record<string, string>>): string {
  return Object.keys(features)
    .sort()
    .map((name) => `${name}=${features[name]}`)
    .join(',');
}

/** Parses the flags in a value of the annotation; malformed entries are left out. */
export function parseFeatures(text: string): Readonly<Record<string, string>> {
  const entries = text.split(',').map((part) => part.trim().split('=', 2) as [string, string?]);
  return Object.fromEntries(entries.flatMap(([name, value]) => (/^[a-z-]+$/.test(name) && value ? [[name, value]] : [])));
}
