import { adoptMistakes, demandList, demandRecord, isRecord, type Owner, refuse } from '../synth';

interface AnySurface {
  readonly params?: unknown;
  readonly results?: unknown;
  readonly workspaces?: unknown;
  readonly rbac?: unknown;
  readonly podTemplate?: unknown;
}

const PARAMS = 'write params: { name: param.string() }, or param.array(), param.object({ properties }), param.enum(values)';
const RESULTS = 'write results: { name: result.string() }, or result.array(), result.object({ properties })';
const WORKSPACES = 'write workspaces: { name: workspace() }';
const RULES = "write a list, as rbac: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }]";

/** Refuses declarations that are none: only programs have them that no compiler reads. */
export function checkSurface(owner: Owner, props: AnySurface): void {
  const { params, results, workspaces, rbac, podTemplate } = props;
  if (params !== undefined) checkDeclared(owner, 'params', params, 'type', PARAMS);
  if (results !== undefined) checkDeclared(owner, 'results', results, 'type', RESULTS);
  if (workspaces !== undefined) checkDeclared(owner, 'workspaces', workspaces, 'isOptional', WORKSPACES);
  if (rbac !== undefined) checkRules(owner, rbac);
  demandRecord(owner, 'podTemplate', podTemplate, 'write what pods need, as podTemplate: { securityContext: { fsGroup: 1000 } }');
}

/** Refuses anything but an object of things that all have the field `mark`. */
function checkDeclared(owner: Owner, field: string, declared: unknown, mark: string, allowed: string): void {
  demandRecord(owner, field, declared, allowed);
  for (const name in declared as object) {
    const one = (declared as Readonly<Record<string, unknown>>)[name];
    if (!isRecord(one) || !(mark in one)) refuse(owner, `${field}.${name}`, one, allowed);
    adoptMistakes(owner, `${field}.${name}.`, one);
    if (one.properties !== undefined)
      demandList(owner, `${field}.${name}.properties`, one.properties, "write the names of its keys, as properties: ['url']");
  }
}

function checkRules(owner: Owner, rbac: unknown): void {
  demandList(owner, 'rbac', rbac, RULES);
  for (const [at, rule] of (rbac as readonly unknown[]).entries()) {
    if (!isRecord(rule)) refuse(owner, `rbac[${at}]`, rule, RULES);
    for (const field of ['apiGroups', 'resources', 'verbs', 'resourceNames'])
      if (field !== 'resourceNames' || rule[field] !== undefined) checkTexts(owner, `rbac[${at}].${field}`, rule[field]);
  }
}

function checkTexts(owner: Owner, field: string, list: unknown): void {
  const allowed = field.endsWith('apiGroups')
    ? "write a list of texts; that of Pods, Secrets and ConfigMaps is ['']"
    : 'write a list of texts';
  if (!Array.isArray(list)) refuse(owner, field, list, allowed);
  for (const one of list) if (typeof one !== 'string') refuse(owner, field, one, allowed);
}
