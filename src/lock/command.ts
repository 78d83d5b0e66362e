/** The shell command that locks the given addresses. */
export function lockCommand(...addresses: readonly string[]): string {
  return ['npx tekwire lock', ...addresses.map(shellWord)].join(' ');
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
