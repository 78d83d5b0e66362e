/** Flags of Tekton that switch on everything that it has. */
export const ALL = {
  'enable-api-fields': 'alpha',
  'enable-cel-in-whenexpression': 'true',
  'enable-param-enum': 'true',
  'enable-artifacts': 'true',
  'enable-concise-resolver-syntax': 'true',
};
