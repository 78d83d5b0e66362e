import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addOwnReport, isOwnReportFormat, readSarif, type SarifLog } from '../../src/findings';

/** What scanners have written, or, with SCANNERS_RECORDED, what run.sh has them write now. */
export const folder = process.env.SCANNERS_RECORDED ?? join(__dirname, 'recorded');

/** The tools that have. */
export const tools = readdirSync(folder)
  .filter((file) => file.endsWith('.sarif'))
  .map((file) => file.replace('.sarif', ''));

/** The report of a tool as the step of its component reads it. */
export function readRecorded(tool: string): SarifLog {
  const text = readFileSync(join(folder, `${tool}.sarif`), 'utf8');
  const { log, problem } = readSarif(text, { file: tool, sourceRoots: ['/workspace/source'] });
  if (!log) throw new Error(problem);
  const own = join(folder, `${tool}.json`);
  return isOwnReportFormat(tool) && existsSync(own) ? addOwnReport(log, tool, readFileSync(own, 'utf8')) : log;
}
