import type { SarifLog } from '../../log/sarif';
import { readBandit } from './bandit';
import { readNuclei } from './nuclei';
import { type ConvertedReport, toSarif, UnknownShape } from './report';
import { readShellcheck } from './shellcheck';
import { readTestssl } from './testssl';

/** Formats of tools that write no SARIF. */
const converters = {
  bandit: ([report]) => readBandit(report),
  nuclei: ([report]) => readNuclei(report),
  shellcheck: (reports) => readShellcheck(...reports),
  testssl: ([report]) => readTestssl(report),
} satisfies Readonly<Record<string, (reports: readonly unknown[]) => ConvertedReport>>;

/** A tool whose own JSON can be converted to SARIF. */
export type ConverterName = keyof typeof converters;

/** Whether a string is one of the formats. */
export function isConverterName(text: string): text is ConverterName {
  return Object.hasOwn(converters, text);
}

/**
 * Converts the report of a tool to SARIF. Input that is not JSON, or not of the tool, returns a problem and never throws.
 * @param file - name of the report in the problem
 */
export function convertReport(name: ConverterName, text: string, file: string): Converted {
  try {
    return { log: toSarif(converters[name](parse(text))) };
  } catch (error) {
    if (error instanceof UnknownShape || error instanceof SyntaxError)
      return { problem: `${file} is not that of ${name}: ${error.message}` };
    throw error;
  }
}

type Converted = { readonly log: SarifLog; readonly problem?: undefined } | { readonly log?: undefined; readonly problem: string };

/** The values of the text: usually one; a tool that runs several times writes a line each. */
function parse(text: string): readonly unknown[] {
  const whole = text.replace(/^\uFEFF/, '').trim();
  if (whole === '') throw new UnknownShape('the file is empty');
  try {
    return [JSON.parse(whole)];
  } catch (error) {
    const lines = whole.split('\n');
    if (lines.length === 1) throw error;
    return lines.map((line) => JSON.parse(line));
  }
}
