import { isObject } from '../log/rewrite';
import type { SarifResult, SarifRule } from '../log/sarif';
import { decodeUri } from '../log/uri';

/** A package as a tool or a document names it. */
export interface PackageName {
  /** With its namespace, as `golang.org/x/net` or `org.slf4j/slf4j-api`. */
  readonly name: string;
  readonly version?: string;
}

/** The package of a package URL; undefined for other texts, and for images and repositories, which contain packages. */
export function packageOfPurl(text: string): PackageName | undefined {
  const [, type, path, version] = /^pkg:([a-z0-9.+-]+)\/([^@?#]+)(?:@([^?#]+))?/i.exec(text) ?? [];
  if (type === undefined || path === undefined || /^(oci|docker|github|gitlab|bitbucket|git)$/i.test(type)) return undefined;
  return { name: decodeUri(path).replace(/\/+$/, ''), ...(version && { version: decodeUri(version) }) };
}

/** The packages that a result names: by package URLs, by Trivy's message, by Grype's logical locations. Empty when it names none. */
export function packagesOf({ properties, message, locations }: SarifResult, rule: SarifRule | undefined): readonly PackageName[] {
  const purls = [properties, rule?.properties].flatMap((bag) => [bag?.purl, bag?.purls].flat()).filter((one) => typeof one === 'string');
  const named = purls.flatMap((purl) => packageOfPurl(purl) ?? []);
  const [, name] = /^Package: *(\S+)/m.exec(message.text ?? '') ?? [];
  const [, version] = /^Installed Version: *(\S+)/m.exec(message.text ?? '') ?? [];
  const logical = (locations ?? []).flatMap((location) => logicalNames(location)).flatMap((text) => packageOfLogical(text) ?? []);
  return [...named, ...(name ? [{ name, ...(version && { version }) }] : []), ...logical];
}

/** Whether two names mean the same package; a version counts when both have one. */
export function isSamePackage(left: PackageName, right: PackageName): boolean {
  if (left.version !== undefined && right.version !== undefined && bare(left.version) !== bare(right.version)) return false;
  const [a, b] = [normalise(left.name), normalise(right.name)];
  return a === b || a.endsWith(`/${b}`) || b.endsWith(`/${a}`);
}

function normalise(name: string): string {
  return name.toLowerCase().replace(/:/g, '/').replace(/_/g, '-');
}

function bare(version: string): string {
  return version.replace(/^v/, '');
}

function logicalNames(location: unknown): readonly string[] {
  const list = isObject(location) && Array.isArray(location.logicalLocations) ? location.logicalLocations : [];
  return list.flatMap((one) => (isObject(one) && typeof one.fullyQualifiedName === 'string' ? [one.fullyQualifiedName] : []));
}

/** Grype writes `/path/go.mod:golang.org/x/net@v0.1.0`. */
function packageOfLogical(text: string): PackageName | undefined {
  const [, name, version] = /:([^:@]+)@([^@]+)$/.exec(text) ?? [];
  return name === undefined ? undefined : { name, version };
}
