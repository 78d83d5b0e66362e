/** What may stand in an element, and the attributes that it must and may have: junit-10.xsd of the xUnit plugin of Jenkins. */
const elements: Readonly<
  Record<string, { readonly parts: readonly string[]; readonly must: readonly string[]; readonly may: readonly string[] }>
> = {
  testsuites: { parts: ['testsuite'], must: [], may: ['name', 'time', 'tests', 'failures', 'errors'] },
  testsuite: {
    parts: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
    must: ['name', 'tests', 'failures', 'errors'],
    may: ['skipped', 'time', 'timestamp', 'hostname', 'id', 'package', 'file'],
  },
  testcase: { parts: ['skipped', 'error', 'failure', 'system-out', 'system-err'], must: ['name'], may: ['classname', 'time'] },
  failure: { parts: ['text'], must: [], may: ['type', 'message'] },
  error: { parts: ['text'], must: [], may: ['type', 'message'] },
  skipped: { parts: ['text'], must: [], may: ['type', 'message'] },
  'system-out': { parts: ['text'], must: [], may: [] },
};

const token =
  /<(\/?)([\w-]+)((?: [\w-]+="[^"<&\n]*(?:&(?:amp|lt|gt|quot|#\d+);[^"<&\n]*)*")*)(\/?)>|((?:[^<>&]|&(?:amp|lt|gt|quot|#\d+);)+)/y;

/** Where a report is not well-formed XML, or has not the shape that CI servers read. */
export function shapeProblems(xml: string): string[] {
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!xml.startsWith(head)) return ['the declaration is missing'];
  const problems: string[] = [];
  const open: string[] = [];
  token.lastIndex = head.length;
  while (token.lastIndex < xml.length) {
    const at = token.lastIndex;
    const match = token.exec(xml);
    if (match === null) return [...problems, `not well-formed: ${xml.slice(at, at + 40)}`];
    const [, isEnd, name = '', attributes = '', isEmpty, text] = match;
    if (text !== undefined) {
      if (text.trim() !== '' && !partsOf(open.at(-1)).includes('text')) problems.push(`text in ${open.at(-1)}`);
    } else if (isEnd) {
      if (open.pop() !== name) problems.push(`${name} ends where it has not begun`);
    } else {
      if (!partsOf(open.at(-1)).includes(name)) problems.push(`${name} in ${open.at(-1)}`);
      problems.push(...attributeProblems(name, attributes));
      if (!isEmpty) open.push(name);
    }
  }
  return open.length === 0 ? problems : [...problems, `${open.join(', ')} without an end`];
}

function partsOf(name: string | undefined): readonly string[] {
  return name === undefined ? ['testsuites'] : (elements[name]?.parts ?? []);
}

function attributeProblems(name: string, text: string): string[] {
  const { must = [], may = [] } = elements[name] ?? {};
  const given = [...text.matchAll(/ ([\w-]+)="/g)].map(([, attribute = '']) => attribute);
  const missing = must.filter((attribute) => !given.includes(attribute)).map((attribute) => `${name} has no ${attribute}`);
  return [
    ...missing,
    ...given.filter((attribute) => ![...must, ...may].includes(attribute)).map((attribute) => `${name} has ${attribute}`),
  ];
}
