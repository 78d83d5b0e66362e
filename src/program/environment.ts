/**
 * Writes other names of the environment as `os.environ` and `process.env`, on the same lines:
 * `from os import environ as e`, `e = os.environ`, `const env = process.env`, `const { N } = process.env`.
 */
export function withPlainEnvironment(program: string): string {
  let text = program.replace(DESTRUCTURED, (written, list: string) => {
    const members = list
      .split(',')
      .filter((one) => one.trim() !== '')
      .map((one) => /^\s*([\w$]+)\s*(?::\s*([\w$]+)\s*)?(?:=[\s\S]*)?$/.exec(one));
    if (members.some((member) => member === null)) return written;
    const lines = written.replace(/[^\n]/g, '');
    return `var ${members.map((member) => `${member?.[2] ?? member?.[1]} = process.env.${member?.[1]}`).join(', ')}${lines}`;
  });
  for (const [pattern, plain] of NAMES)
    for (const found of program.matchAll(pattern)) {
      const name = found.slice(1).find((one) => one !== undefined);
      if (name === undefined || name === 'environ' || !/^\w+$/.test(name)) continue;
      text = text.replace(new RegExp(`(?<![\\w.$"'])${name}(?=\\??[.[])`, 'g'), plain);
    }
  return text;
}

const DESTRUCTURED = /\b(?:const|let|var)\s{1,9}\{([^{}]{1,500})\}\s{0,9}=\s{0,9}process\.env\b(?!\s{0,9}[.[?])/g;
const NAMES = [
  [/\bimport[ \t]+[^\n]{0,200}?\benviron[ \t]+as[ \t]+(\w+)|\b(\w+)[ \t]*=[ \t]*(?:\w+\.)?environ[ \t]*(?=[;\n]|$)/g, 'os.environ'],
  [
    /\b(\w+)\s{0,9}=\s{0,9}process\.env\s{0,9}(?=[;,\n]|$)|\{\s{0,9}(env)\s{0,9}\}\s{0,9}=\s{0,9}(?:globalThis\.)?process\b(?!\.)/g,
    'process.env',
  ],
] as const;
