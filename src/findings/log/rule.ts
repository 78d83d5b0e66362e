import type { SarifResult, SarifRule, SarifRun } from './sarif';

/** Finds the rule of a result: by index, by id, or by the longest parent of its hierarchical id (`CA1000/1`). */
export function ruleFinder(run: Pick<SarifRun, 'tool'>): (result: SarifResult) => SarifRule | undefined {
  const { driver, extensions = [] } = run.tool;
  const byId = new Map<string, SarifRule>();
  for (const rule of [driver, ...extensions].flatMap((component) => component.rules ?? [])) {
    if (!byId.has(rule.id)) byId.set(rule.id, rule);
  }
  return (result) => {
    const component = result.rule?.toolComponent?.index;
    const rules = component === undefined ? driver.rules : extensions[component]?.rules;
    const indexed = rules?.[result.ruleIndex ?? result.rule?.index ?? -1];
    const id = result.ruleId ?? result.rule?.id;
    if (indexed && (id === undefined || isSameOrParent(indexed.id, id))) return indexed;
    return id === undefined ? undefined : byIdOrParent(byId, id);
  };
}

/** Id of a result's rule; the result may have only the rule's index. */
export function ruleIdOf(result: SarifResult, rule: SarifRule | undefined): string {
  return result.ruleId ?? result.rule?.id ?? rule?.id ?? '';
}

function isSameOrParent(parent: string, id: string): boolean {
  return id === parent || id.startsWith(`${parent}/`);
}

function byIdOrParent(byId: ReadonlyMap<string, SarifRule>, id: string): SarifRule | undefined {
  for (let end = id.length; end > 0; end = id.lastIndexOf('/', end - 1)) {
    const rule = byId.get(id.slice(0, end));
    if (rule) return rule;
  }
  return undefined;
}
