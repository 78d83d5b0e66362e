import { formatDiagnostic } from '../diagnostics';
import { load, readYaml } from '../reader';
import { type Document, judge } from '../rules';
import { type Call, type Command, exit, UsageError } from './command';

/** `tekwire validate`: all rules on YAML from anywhere. */
export const validate: Command = {
  name: 'validate',
  summary: 'judge Tekton manifests: what the cluster would refuse, and what would fail in it',
  usage:
    'tekwire validate FILE|DIR|-...\n\nReads YAML files, all of a folder, or standard input, and judges them together.\nOne line an error on stdout. Exit code: 0 none, 1 errors, 2 wrong call, 3 a file cannot be read.',
  options: {},
  run: runValidate,
};

function runValidate({ files, out, err }: Call): number {
  if (files.length === 0) throw new UsageError('name the files to judge, or - for standard input');
  const documents: Document[] = [];
  let problems = 0;
  for (const { origin, text } of load(files)) {
    const reading = readYaml(text, origin);
    documents.push(...reading.documents);
    for (const fault of reading.faults) out(`${origin}:${fault}`);
    problems += reading.faults.length;
  }
  const errors = judge(documents).filter(({ severity }) => severity === 'error');
  for (const error of errors) out(formatDiagnostic(error));
  problems += errors.length;
  err(`${documents.length} ${documents.length === 1 ? 'object' : 'objects'} judged, ${problems} ${problems === 1 ? 'error' : 'errors'}`);
  return problems === 0 ? exit.ok : exit.findings;
}
