import { isObject, type JsonObject } from '../log/rewrite';

/** What a VEX document says about a vulnerability in one or more products. */
export interface VexStatement {
  /** Ids of the vulnerability: its name and its aliases. */
  readonly ids: readonly string[];
  readonly status: 'not_affected' | 'fixed' | 'affected' | 'under_investigation';
  /** Identifiers of the products, mostly package URLs, each with those of its subcomponents. */
  readonly products: readonly { readonly id: string; readonly subcomponents: readonly string[] }[];
  /** Why it is not affected, for people. */
  readonly reason: string;
  /** The reason as a word of OpenVEX, if the document has one. */
  readonly justification?: string;
  readonly author?: string;
}

/** The statements of a document, or what is wrong with it. */
export type VexOutcome =
  | { readonly statements: readonly VexStatement[]; readonly problem?: undefined }
  | { readonly statements?: undefined; readonly problem: string };

/** Reads an OpenVEX document or a CycloneDX document with vulnerabilities. */
export function readVex(value: unknown): VexOutcome {
  if (!isObject(value)) return { problem: 'expected an OpenVEX or CycloneDX document' };
  if (typeof value['@context'] === 'string' && value['@context'].startsWith('https://openvex.dev/ns')) return readOpenVex(value);
  if (value.bomFormat === 'CycloneDX') return readCycloneDx(value);
  return { problem: 'it is neither OpenVEX ("@context": "https://openvex.dev/ns/…") nor CycloneDX ("bomFormat": "CycloneDX")' };
}

const statuses: Readonly<Record<string, VexStatement['status']>> = {
  not_affected: 'not_affected',
  fixed: 'fixed',
  affected: 'affected',
  under_investigation: 'under_investigation',
};

function readOpenVex({ statements, author }: JsonObject): VexOutcome {
  if (!Array.isArray(statements)) return { problem: 'the OpenVEX document has no statements' };
  const read: VexStatement[] = [];
  for (const [at, one] of statements.entries()) {
    const status =
      isObject(one) && typeof one.status === 'string' && Object.hasOwn(statuses, one.status) ? statuses[one.status] : undefined;
    const ids = isObject(one) ? idsOf(one.vulnerability) : [];
    if (!isObject(one) || status === undefined || ids.length === 0)
      return { problem: `statements[${at}] has no vulnerability or no known status` };
    const { justification, impact_statement: impact, status_notes: notes } = one;
    read.push({
      ids,
      status,
      products: listOf(one.products).flatMap(productOf),
      reason: [justification, impact, notes].filter(isText).join(': ') || `the OpenVEX document says ${status}`,
      ...(isText(justification) && { justification }),
      ...(isText(author) && { author }),
    });
  }
  return { statements: latest(read, statements) };
}

/** Of several statements about the same vulnerability and products the last one counts. */
function latest(read: readonly VexStatement[], statements: readonly unknown[]): readonly VexStatement[] {
  const timeOf = (at: number) => (isObject(statements[at]) && isText(statements[at].timestamp) ? statements[at].timestamp : '');
  const byKey = new Map<string, { readonly at: number; readonly one: VexStatement }>();
  for (const [at, one] of read.entries()) {
    const key = JSON.stringify([one.ids[0], one.products]);
    const known = byKey.get(key);
    if (!known || timeOf(at) >= timeOf(known.at)) byKey.set(key, { at, one });
  }
  return [...byKey.values()].map(({ one }) => one);
}

/** OpenVEX 0.0.x has the vulnerability and the products as strings. */
function idsOf(vulnerability: unknown): readonly string[] {
  if (isText(vulnerability)) return [vulnerability];
  if (!isObject(vulnerability)) return [];
  return [vulnerability.name, ...listOf(vulnerability.aliases), vulnerability['@id']].filter(isText).map((id) => id.replace(/^.*\//, ''));
}

function productOf(product: unknown): VexStatement['products'] {
  if (isText(product)) return [{ id: product, subcomponents: [] }];
  if (!isObject(product)) return [];
  const id = isObject(product.identifiers) ? (product.identifiers.purl ?? product['@id']) : product['@id'];
  const subcomponents = listOf(product.subcomponents)
    .flatMap(productOf)
    .map((one) => one.id);
  return isText(id) ? [{ id, subcomponents }] : [];
}

const analysisStates: Readonly<Record<string, VexStatement['status']>> = {
  not_affected: 'not_affected',
  false_positive: 'not_affected',
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under_investigation',
};

/** The words of CycloneDX for what OpenVEX has a word for, too. */
const justifications: Readonly<Record<string, string>> = {
  code_not_present: 'vulnerable_code_not_present',
  code_not_reachable: 'vulnerable_code_not_in_execute_path',
  requires_configuration: 'vulnerable_code_cannot_be_controlled_by_adversary',
  requires_dependency: 'component_not_present',
  requires_environment: 'vulnerable_code_cannot_be_controlled_by_adversary',
  protected_by_compiler: 'inline_mitigations_already_exist',
  protected_at_runtime: 'inline_mitigations_already_exist',
  protected_at_perimeter: 'inline_mitigations_already_exist',
  protected_by_mitigating_control: 'inline_mitigations_already_exist',
};

function readCycloneDx({ vulnerabilities, components }: JsonObject): VexOutcome {
  const purls = new Map(
    listOf(components).flatMap((one) =>
      isObject(one) && isText(one['bom-ref']) && isText(one.purl) ? [[one['bom-ref'], one.purl] as const] : [],
    ),
  );
  const statements = listOf(vulnerabilities).flatMap((one): readonly VexStatement[] => {
    if (!isObject(one) || !isText(one.id) || !isObject(one.analysis)) return [];
    const { state, justification, detail } = one.analysis;
    const status = isText(state) && Object.hasOwn(analysisStates, state) ? analysisStates[state] : undefined;
    if (status === undefined) return [];
    const word = isText(justification) && Object.hasOwn(justifications, justification) ? justifications[justification] : undefined;
    const references = listOf(one.references).flatMap((reference) => (isObject(reference) && isText(reference.id) ? [reference.id] : []));
    const affected = listOf(one.affects).flatMap((affects) =>
      isObject(affects) && isText(affects.ref) ? [purls.get(affects.ref) ?? affects.ref] : [],
    );
    return [
      {
        ids: [one.id, ...references],
        status,
        products: affected.map((id) => ({ id: id.replace(/^urn:cdx:[^#]*#/, ''), subcomponents: [] })),
        reason: [state, justification, detail].filter(isText).join(': '),
        ...(word !== undefined && { justification: word }),
      },
    ];
  });
  return { statements };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
