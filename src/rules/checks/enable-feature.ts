/** The options of `setFeatures` by Tekton's flags. */
const options: Readonly<Record<string, string>> = {
  'enable-api-fields': 'apiFields',
  'enable-cel-in-whenexpression': 'cel',
  'enable-param-enum': 'paramEnum',
  'enable-artifacts': 'artifacts',
  'enable-concise-resolver-syntax': 'conciseResolver',
  coschedule: 'coschedule',
};

/** The fix for a field that a feature flag forbids: the flag of the cluster, and how a program declares it. */
export function enableFeature(flag: string, value: string): string {
  const declared = value === 'true' ? value : `'${value}'`;
  return `set the feature flag ${flag} to "${value}", and declare it with setFeatures(app, { ${options[flag]}: ${declared} })`;
}
