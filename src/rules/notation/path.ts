/** The path without `.`, `..`, doubled and trailing slashes, as Go's filepath.Clean gives it. */
export function cleanPath(path: string): string {
  const isRooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..' || (parts.length === 0 ? !isRooted : parts[parts.length - 1] === '..')) parts.push(part);
    else parts.pop();
  }
  return `${isRooted ? '/' : ''}${parts.join('/')}` || '.';
}
