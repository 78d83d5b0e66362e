import { adoptMistakes, attempt, demandList, demandRecord, isRecord, type Owner, refuse } from '../synth';

interface AnySurface {
  readonly params?: unknown;
  readonly results?: unknown;
  readonly workspaces?: unknown;
  readonly rbac?: unknown;
  readonly podTemplate?: unknown;
}

const PARAMS = 'declarations such as params: { name: param.string() }, or param.array(), param.object({ properties }), param.enum(values)';
const RESULTS = 'declarations such as results: { name: result.string() }, or result.array(), result.object({ properties })';
const WORKSPACES = 'declarations such as workspaces: { name: workspace() }';
const RULES = "an array, such as rbac: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]";

/** What stands for a declaration that was none, so that handles of it are there. */
const PLACEHOLDERS = {
  params: { type: 'string', isOptional: true },
  results: { type: 'string' },
  workspaces: { isOptional: true },
} as const;

/** Reports values that are not declarations, which only untyped callers pass; returns the others, and a placeholder for each of those. */
export function checkedSurface<T extends AnySurface>(owner: Owner, props: T): T {
  const checked: { -readonly [k in keyof AnySurface]: unknown } = {};
  if (props.params !== undefined) checked.params = checkedDeclarations(owner, 'params', props.params, 'type', PARAMS);
  if (props.results !== undefined) checked.results = checkedDeclarations(owner, 'results', props.results, 'type', RESULTS);
  if (props.workspaces !== undefined)
    checked.workspaces = checkedDeclarations(owner, 'workspaces', props.workspaces, 'isOptional', WORKSPACES);
  if (props.rbac !== undefined) checked.rbac = checkedRules(owner, props.rbac);
  if (props.podTemplate !== undefined) checked.podTemplate = attempt(owner, () => checkedTemplate(owner, props.podTemplate));
  return { ...props, ...checked };
}

function checkedTemplate(owner: Owner, podTemplate: unknown): unknown {
  demandRecord(owner, 'podTemplate', podTemplate, 'an object of pod settings, such as podTemplate: { securityContext: { fsGroup: 1000 } }');
  return podTemplate;
}

/** The declarations, which all must be objects with the field `mark`. */
function checkedDeclarations(owner: Owner, field: keyof typeof PLACEHOLDERS, declared: unknown, mark: string, allowed: string): unknown {
  const isFine = attempt(
    owner,
    () => (isRecord(declared) && !(declared instanceof Map || declared instanceof Set)) || refuse(owner, field, declared, allowed),
  );
  if (isFine === undefined) return {};
  const kept: Record<string, unknown> = { ...(declared as object) };
  for (const name of Object.keys(kept))
    kept[name] = attempt(owner, () => checkedDeclaration(owner, `${field}.${name}`, kept[name], mark, allowed)) ?? PLACEHOLDERS[field];
  return kept;
}

function checkedDeclaration(owner: Owner, place: string, one: unknown, mark: string, allowed: string): unknown {
  if (!isRecord(one) || !(mark in one)) refuse(owner, place, one, allowed);
  adoptMistakes(owner, `${place}.`, one);
  // Tekton reads an empty enum as none, so that every value would be accepted
  if (Array.isArray(one.enum) && one.enum.length === 0)
    refuse(owner, `${place}.enum`, one.enum, "at least one value, such as param.enum(['dev', 'prod'])", 'an empty array');
  if (one.properties !== undefined)
    demandList(owner, `${place}.properties`, one.properties, "an array of the names of its keys, such as properties: ['url']");
  return one;
}

function checkedRules(owner: Owner, rbac: unknown): unknown {
  const rules = attempt(owner, () => (Array.isArray(rbac) ? (rbac as readonly unknown[]) : refuse(owner, 'rbac', rbac, RULES)));
  return rules?.filter((rule, at) => attempt(owner, () => isRule(owner, rule, at)));
}

function isRule(owner: Owner, rule: unknown, at: number): boolean {
  if (!isRecord(rule)) refuse(owner, `rbac[${at}]`, rule, RULES);
  for (const field of ['apiGroups', 'resources', 'verbs', 'resourceNames'])
    if (field !== 'resourceNames' || rule[field] !== undefined) checkTexts(owner, `rbac[${at}].${field}`, rule[field]);
  return true;
}

function checkTexts(owner: Owner, field: string, list: unknown): void {
  const allowed = field.endsWith('apiGroups')
    ? "an array of strings; the API group of Pods, Secrets and ConfigMaps is ''"
    : 'an array of strings';
  if (!Array.isArray(list)) refuse(owner, field, list, allowed);
  for (const one of list) if (typeof one !== 'string') refuse(owner, field, one, allowed);
}
