import { plain } from '../refs';
import { paramBody, type ResultDeclaration } from '../task';
import type { AnyTaskProps } from './arguments';
import { isLift, liftedName } from './lift';

/** The part of a pipeline task that decides where its files are. */
interface Writer {
  readonly name: string;
  readonly props: AnyTaskProps;
  readonly isFinal: boolean;
}

/**
 * Returns the path behind a result that names a file, where the pipeline chooses it before the run; undefined for other results. A task
 * that receives the path also runs when the writer was killed, and finds no file; for a reference to a missing result Tekton starts
 * no further task (pipelinerun.go CheckMissingResultReferences). Of a task with a matrix: the folder, and how many files it must hold.
 */
export function chosenPath({ name, props, isFinal }: Writer, { file }: ResultDeclaration): string | undefined {
  if (file === undefined || isFinal || props.matrix?.params[file.param] !== undefined) return undefined;
  const given = props.params?.[file.param];
  if (given !== undefined) return isLift(given) ? `$(${paramBody(liftedName(file.param, given))})` : String(plain(given));
  return props.matrix === undefined
    ? `${file.folder}/${name}${file.extension}`
    : `${file.folder}/${name}/?files=$(tasks.${name}.matrix.length)`;
}
