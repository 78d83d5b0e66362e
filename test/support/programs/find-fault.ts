import type * as Programs from '../../../src/program';
import { dataInNode, dataInPython, executedInNode, executedInPython } from '../../program/flows';
import { refusedInNode, refusedInPython, writtenInNode, writtenInPython } from '../../program/places';
import { checkPrograms } from './check-programs';

/** The program with `@` for a value as it is written for variable V, or why it is refused, without the way out. */
export function written(read: (source: string) => Programs.ProgramFrame, program: string): string {
  const { texts, writers } = read(program.replaceAll('@', '\0'));
  try {
    const text = texts.map((one, at) => one + (writers[at]?.('V') ?? '')).join('');
    return text.replace(/^import os\n/, '');
  } catch (error) {
    return (error as Error).message.replace(/;.*/, '');
  }
}

/** The first thing that a build of the readers does wrong; undefined when nothing is found. */
export function findFault(programs: typeof Programs, seed: number, count: number): string | undefined {
  const { readNode, readPython } = programs;
  const tables = [
    [readPython, [...writtenInPython, ...refusedInPython]],
    [readNode, [...writtenInNode, ...refusedInNode]],
  ] as const;
  for (const [read, table] of tables)
    for (const [program, text] of table) if (written(read, program) !== text) return `${program} is ${written(read, program)}`;
  const flows = [
    [readPython, executedInPython, dataInPython],
    [readNode, executedInNode, dataInNode],
  ] as const;
  for (const [read, executed, data] of flows) {
    for (const program of executed) if (!written(read, program).startsWith('TW191')) return `${program} is taken`;
    for (const program of data) if (written(read, program).startsWith('TW19')) return `${program} is refused`;
  }
  const [fault] = [
    ...checkPrograms('python', 'python3', { seed, count }, programs).wrong,
    ...checkPrograms('node', process.execPath, { seed, count }, programs).wrong,
  ];
  return fault;
}
