import type { SarifDriver, SarifResult, SarifRule } from './sarif';

/** The text of a result's message: inline, or looked up by its id in the rule and the tool, with its arguments inserted. */
export function messageOf({ message }: SarifResult, rule: SarifRule | undefined, driver: SarifDriver): string {
  const stored = message.id === undefined ? undefined : (rule?.messageStrings?.[message.id] ?? driver.globalMessageStrings?.[message.id]);
  const text = message.text ?? stored?.text ?? message.markdown ?? message.id ?? '';
  const values = message.arguments;
  return values ? text.replace(/\{(\d+)\}/g, (whole, index) => values[Number(index)] ?? whole) : text;
}
