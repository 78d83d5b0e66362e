/**
 * Whether a task with these conditions was skipped, as Tekton evaluates them. Each part follows the separator `|UID|`, with which the text
 * begins: for every condition the operator, the number of values, the input, the values. A text that is none counts as a task that ran.
 */
export function wasSkipped(conditions: string): boolean {
  const [separator] = /^\|[^|]+\|/.exec(conditions) ?? [];
  if (separator === undefined) return false;
  const parts = conditions.split(separator).slice(1);
  let skipped = false;
  while (parts.length > 0) {
    const [operator, count = '', input = ''] = parts.splice(0, 3);
    if (!/^\d+$/.test(count) || parts.length < Number(count)) return false;
    const isIn = parts.splice(0, Number(count)).includes(input);
    if (operator !== 'in' && operator !== 'notin') return false;
    if (isIn !== (operator === 'in')) skipped = true;
  }
  return skipped;
}
