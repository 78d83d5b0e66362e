import { createHash } from 'node:crypto';
import { printJsonFindings, printMarkdownFindings, printOpenVex, printSarif, printTextReport, type SarifLog } from '../../findings';
import { UsageError } from '../command';

/** What a report is printed with. */
export interface PrintOptions {
  readonly linesOf: (path: string) => readonly string[] | undefined;
  readonly isColoured: boolean;
  readonly showsKnown: boolean;
  /** Maximum size of a Markdown report. */
  readonly maximumBytes: number;
  /** Package URLs of what was scanned. */
  readonly products: readonly string[];
  /** Time of the output, ISO 8601. */
  readonly now: string;
}

/** One output format: what it is, the ending of its files, and how it is printed. */
export interface FindingsFormat {
  readonly summary: string;
  readonly extensions: readonly string[];
  readonly print: (log: SarifLog, options: PrintOptions) => string;
}

/** The output formats of `tekwire findings`. */
export const findingsFormats: Readonly<Record<string, FindingsFormat>> = {
  text: { summary: 'by file, with source lines', extensions: ['.txt'], print: printTextReport },
  markdown: {
    summary: 'tables of at most --max-size bytes, for a comment',
    extensions: ['.md', '.markdown'],
    print: (log, { maximumBytes }) => printMarkdownFindings(log, maximumBytes),
  },
  json: { summary: 'counts and findings', extensions: ['.json'], print: printJsonFindings },
  openvex: {
    summary: 'the suppressed vulnerabilities as an OpenVEX document about --product',
    extensions: ['.vex.json', '.openvex.json'],
    print: printVex,
  },
  sarif: { summary: 'SARIF 2.1.0', extensions: ['.sarif', '.sarif.json'], print: printSarif },
};

/** @throws UsageError without a product */
function printVex(log: SarifLog, { products, now }: PrintOptions): string {
  if (products.length === 0) throw new UsageError('--output openvex: name what was scanned with --product, as in --product pkg:oci/app');
  const id = `https://openvex.dev/docs/tekwire/${createHash('sha256')
    .update(JSON.stringify([now, products]))
    .digest('hex')}`;
  return printOpenVex(log, { products, now, author: 'tekwire findings', id });
}
