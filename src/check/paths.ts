/** The path of a file with slashes, and without parts that do not change it, such as `./`. */
export function pathOf(origin: string): string {
  const parts: string[] = [];
  for (const part of origin.replaceAll('\\', '/').split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return parts.join('/');
}

/** The folder of a file; the empty string when the path has none. */
export function folderOf(path: string): string {
  const at = path.lastIndexOf('/');
  return at < 0 ? '' : path.slice(0, Math.max(at, 1));
}

/** The path of a file that is named relative to a folder. */
export function inFolder(folder: string, file: string): string {
  return pathOf(folder === '' ? file : `${folder}/${file}`);
}

/** Whether the path is the folder or inside it; every path is inside the empty one. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The folder that Pipelines-as-Code reads, including its subfolders. It reads no other folder. */
const CLOSED = '.tekton';

/** The nearest folder `.tekton` around the path; undefined when there is none. */
export function closedRoot(path: string): string | undefined {
  const parts = path.split('/');
  const at = parts.lastIndexOf(CLOSED, parts.length - 2);
  return at < 0 ? undefined : parts.slice(0, at + 1).join('/');
}
