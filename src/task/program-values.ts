import { type CommandLine, findRunValues } from '../shell';

/** Refuses values of a run in the program text of a container's command line, as in `sh -c "echo $(params.x)"`. @throws Error (with TW191) */
export function refuseValuesInPrograms(container: CommandLine, template?: CommandLine): void {
  const [found] = findRunValues(container, template);
  if (found === undefined) return;
  const { body, field, where, fix } = found;
  throw new Error(
    `TW191 the value "$(${body})" stands in ${where} (${field[0]}[${field[1]}]), where it becomes part of the program; ${fix}`,
  );
}
