/** Removes the first line break, the common indentation, and a last line of white space. Values count as text. */
export function dedent(strings: readonly string[]): string[] {
  const whole = strings
    .join('\u0000')
    .replace(/^[ \t]*\n/, '')
    .replace(/\n[ \t]*$/, '\n');
  const lines = whole.split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const cut = indents.length === 0 ? 0 : Math.min(...indents);
  return lines
    .map((line) => (line.trim() === '' ? '' : line.slice(cut)))
    .join('\n')
    .split('\u0000');
}
