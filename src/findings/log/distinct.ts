/** The items without those that are equal to an earlier one as JSON; the same array when there are none. */
export function distinct<T>(items: readonly T[]): readonly T[] {
  const byText = new Map<string, T>();
  for (const item of items) {
    const text = JSON.stringify(item);
    if (!byText.has(text)) byText.set(text, item);
  }
  return byText.size === items.length ? items : [...byText.values()];
}
