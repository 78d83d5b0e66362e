import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { addOwnReport, convertReport, isConverterName, isOwnReportFormat, printSarif, readSarif, type SarifLog } from '../../src/findings';

/** What scanners have written, or, with SCANNERS_RECORDED, what run.sh has them write now. */
export const folder = process.env.SCANNERS_RECORDED ?? join(__dirname, 'recorded');

/** Tools whose component converts their JSON; one of them could write SARIF, too, with which the conversion is compared. */
const converted: ReadonlySet<string> = new Set(['bandit', 'nuclei', 'shellcheck', 'testssl']);

/** The tools that have. */
export const tools = [
  ...new Set(
    readdirSync(folder)
      .map((file) => parse(file))
      .filter(({ name, ext }) => ext === '.sarif' || (ext === '.json' && converted.has(name)))
      .map(({ name }) => name),
  ),
].sort();

/** The SARIF of a tool, as it wrote it or as we convert its JSON. */
export function readRecordedText(tool: string): string {
  return readText(tool, '/workspace/source');
}

/** The report of a tool as the step of its component reads it, after a scan of sources in a folder. */
export function readRecorded(tool: string, sources = '/workspace/source'): SarifLog {
  const { log, problem } = readSarif(readText(tool, sources), { file: tool, sourceRoots: [sources] });
  if (!log) throw new Error(problem);
  const own = join(folder, `${tool}.json`);
  return isOwnReportFormat(tool) && existsSync(own) ? addOwnReport(log, tool, readFileSync(own, 'utf8')) : log;
}

function readText(tool: string, sources: string): string {
  const text = readFileSync(join(folder, `${tool}.${converted.has(tool) ? 'json' : 'sarif'}`), 'utf8').replaceAll(
    '/workspace/source',
    sources,
  );
  if (!converted.has(tool)) return text;
  if (!isConverterName(tool)) throw new Error(`nothing converts ${tool}`);
  const { log, problem } = convertReport(tool, text, tool);
  if (!log) throw new Error(problem);
  return printSarif(log);
}
