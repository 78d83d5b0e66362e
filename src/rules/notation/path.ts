/** Returns the path without `.`, `..`, repeated and trailing slashes, like Go's filepath.Clean. */
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

/** Whether the path of a mount is certainly relative. The value of a variable can be an absolute path, and Windows has drives. */
export function isRelativeMount(path: string): boolean {
  return path !== '' && !path.startsWith('/') && !path.startsWith('$') && !/^[A-Za-z]:/.test(path);
}
