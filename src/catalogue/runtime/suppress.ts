import { JSON_SCHEMA, load, YAMLException } from 'js-yaml';
import { acceptFindings, firstLine, readSuppressions, readVex, type Suppression, type VexStatement } from '../../findings';
import { enrichStep, jsonVariable, NotEnriched, parseJson, readSource } from './io/enrich';
import { variable } from './io/environment';

// Takes the paths of findings files as arguments and suppresses what the sources' suppressions file and VEX documents accept.
enrichStep('suppress', (log) => {
  const file = variable('SUPPRESSIONS_FILE');
  const suppressions = readFile(file);
  const statements = (jsonVariable<string[]>('VEX_FILES') ?? []).flatMap(readVexFile);
  const products = jsonVariable<string[]>('PRODUCTS') ?? [];
  const accepted = acceptFindings(log, { suppressions, statements, products, today: new Date().toISOString().slice(0, 10) });
  for (const one of accepted.expired) console.log(`expired, its findings are open again: ${one}`);
  for (const one of accepted.unused) console.log(`unused, it matches no finding: ${one}`);
  console.log(`suppressed: ${accepted.counts.file} by ${file}, ${accepted.counts.vex} by VEX`);
  return accepted.log;
});

function readFile(file: string): readonly Suppression[] {
  const text = readSource(file);
  if (text === undefined) {
    console.log(`${file} does not exist, so nothing is suppressed by it`);
    return [];
  }
  const { suppressions, problems } = readSuppressions(parseYaml(text, file));
  if (problems) throw new NotEnriched(`${file}: ${problems.join('; ')}`);
  return suppressions;
}

function parseYaml(text: string, file: string): unknown {
  try {
    return load(text.replace(/^\uFEFF/, ''), { schema: JSON_SCHEMA });
  } catch (error) {
    if (error instanceof YAMLException) throw new NotEnriched(`${file}: ${firstLine(error.message, 200)}`);
    throw error;
  }
}

function readVexFile(file: string): readonly VexStatement[] {
  const text = readSource(file);
  if (text === undefined) throw new NotEnriched(`the VEX document ${file} does not exist`);
  const { statements, problem } = readVex(parseJson(text, file));
  if (problem !== undefined) throw new NotEnriched(`${file}: ${problem}`);
  return statements;
}
