import type { Demand } from '../shell';
import { withPlainEnvironment } from './environment';
import { readNode } from './node';
import { readPython } from './python';
import { VALUE } from './value';

const LANGUAGES = [
  {
    title: 'python -c',
    read: readPython,
    reference:
      /\b(?:\w+\.)?(?:environ\[\s*["'](\w+)["']\s*\]|(?:environ\.get|getenv)\(\s*["'](\w+)["'][^()\n]{0,200}\))|\bsys\.argv(?:\[(\d+)\])?|\b(?:sys\.stdin\.(?:read|readline)\(\)|input\(\))/g,
  },
  {
    title: 'node -e',
    read: readNode,
    reference:
      /\bprocess\.env(?:\[\s*["'](\w+)["']\s*\]|\??\.([A-Za-z_]\w*))|\bprocess\.argv(?:\[(\d+)\])?|\breadFileSync\((?:0|["']\/dev\/stdin["'])[^()\n]{0,100}\)/g,
  },
] as const;

/** Returns what a program for `python -c` or `node -e` executes of the arguments, variables and input that its caller passes. */
export function demandsOfProgram(title: string, program: string): readonly Demand[] {
  const language = LANGUAGES.find((one) => one.title === title);
  if (language === undefined) return [];
  const names: string[] = [];
  const source = withPlainEnvironment(program.replaceAll(VALUE, '')).replace(
    language.reference,
    (written, ...groups: (string | undefined)[]) => {
      const [indexed, named, index] = groups;
      const all = written.endsWith('argv') ? '#1+' : '<';
      names.push(index === undefined ? (indexed ?? named ?? all) : `#${index}`);
      return VALUE;
    },
  );
  if (names.length === 0) return [];
  return language.read(source).refusals.flatMap(({ value, code, where, fix }) => {
    const variable = names[value];
    if (code !== 'TW191' || variable === undefined) return [];
    return [
      { variable, at: 0, hazard: { kind: 'evaluated', where: where.replace(/^in /, '').replace(/, where .*/, ''), fix, isProgram: true } },
    ];
  });
}
