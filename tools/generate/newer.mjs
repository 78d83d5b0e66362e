/**
 * The highest tag of the same form: `v1.2.3-alpine` is compared with `v1.2.4-alpine`, not with `v1.2.4` or `v2-rc.1`.
 * @param {string} tag
 * @param {readonly string[]} tags
 */
export function newerThan(tag, tags) {
  const form = (/** @type {string} */ one) => one.replace(/\d+/g, '0');
  const numbers = (/** @type {string} */ one) => (one.match(/\d+/g) ?? []).map(Number);
  const compare = (/** @type {string} */ a, /** @type {string} */ b) => {
    const [left, right] = [numbers(a), numbers(b)];
    for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return (left[at] ?? 0) - (right[at] ?? 0);
    return 0;
  };
  const best = tags
    .filter((one) => form(one) === form(tag))
    .sort(compare)
    .at(-1);
  return best !== undefined && compare(best, tag) > 0 ? best : undefined;
}
