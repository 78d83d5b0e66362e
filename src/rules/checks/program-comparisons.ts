import { dialectOf } from '../../shell';
import { type Comparison, comparisonsInShell } from './shell-comparisons';

/** The comparisons of variables with literal words in a script of a shell, of Python or of Node.js; none for other languages. */
export function comparisonsIn(script: string): readonly Comparison[] {
  if (dialectOf(script) !== undefined) return comparisonsInShell(script);
  const [line = ''] = script.split('\n', 1);
  return /\b(?:python|node|nodejs|deno|bun)[\d.]*\b/.test(line) ? inProgram(script) : [];
}

// what a program reads from its environment, and a literal that is one Tekton variable
const READ =
  /\bos\.environ\[\s*["'](\w+)["']\s*\]|\bos\.(?:environ\.get|getenv)\(\s*["'](\w+)["'](?:\s*,[^()\n]{0,80})?\s*\)|\bprocess\.env(?:\.(\w+)|\[\s*["'](\w+)["']\s*\])|(["'`])\$\(([\w.-]+)\)\5/g;
const OTHER = /^\s*(?:===?|!==?)\s*(["'`])([^"'`\n$]{0,100})\1/;
const OTHER_BEFORE = /(["'`])([^"'`\n$]{0,100})\1\s*(?:===?|!==?)\s*$/;
const LIST = /^\s*(?:not\s+)?in\s*[[({]([^\])}\n]{0,200})[\])}]/;
const LIST_BEFORE = /\[([^\][\n]{0,200})\]\.includes\(\s*$/;
const LITERAL = /(["'`])([^"'`\n$]{0,100})\1/g;
const SWITCH = /(?:\bswitch\s*\(\s*|^[ \t]*match[ \t]+)$/m;
const CASE = /^[ \t]*case\s+((?:\s*\|?\s*["'`][^"'`\n$]{0,100}["'`])+)\s*:/gm;
const NEAR = 300;
/** More uses than any real script has; the limit keeps the search linear. */
const MAX_USES = 200;

interface ProgramUse {
  readonly variable: string;
  readonly from: number;
  readonly to: number;
}

function inProgram(code: string): readonly Comparison[] {
  const uses: ProgramUse[] = [];
  for (const match of code.matchAll(READ)) {
    const [text, item, got, member, key, , body] = match;
    const use = { variable: item ?? got ?? member ?? key ?? body ?? '', from: match.index, to: match.index + text.length };
    if (!isCommented(code, use.from)) uses.push(use, ...usesOfName(code, use));
    if (uses.length > MAX_USES) break;
  }
  return uses.slice(0, MAX_USES).flatMap((use) => comparisonsOf(code, use));
}

function comparisonsOf(code: string, { variable, from, to }: ProgramUse): readonly Comparison[] {
  const behind = code.slice(to, to + NEAR);
  const before = code.slice(Math.max(0, from - NEAR), from);
  const group = -1 - code.slice(0, from).split('\n').length;
  const words = [OTHER.exec(behind)?.[2], OTHER_BEFORE.exec(before)?.[2]].filter((word) => word !== undefined);
  for (const list of [LIST.exec(behind)?.[1], LIST_BEFORE.exec(before)?.[1]]) words.push(...literalsIn(list ?? ''));
  const found: Comparison[] = words.map((word) => ({ variable, word, at: from, group }));
  if (!SWITCH.test(before) || !/^\s*[):]/.test(behind)) return found;
  const rest = code.slice(to);
  const next = rest.search(/\bswitch\s*\(|^[ \t]*match[ \t]+\w/m);
  for (const { index, 1: labels = '' } of (next < 0 ? rest : rest.slice(0, next)).matchAll(CASE))
    for (const word of literalsIn(labels)) found.push({ variable, word, at: to + index, group: to + index });
  return found;
}

function literalsIn(text: string): readonly string[] {
  return [...text.matchAll(LITERAL)].map(([, , word = '']) => word);
}

/** The uses of a name that only holds this value. */
function usesOfName(code: string, { variable, from, to }: ProgramUse): readonly ProgramUse[] {
  const line = code.slice(code.lastIndexOf('\n', from - 1) + 1, from);
  const [, name] = /^\s*(?:(?:const|let|var)\s+)?([A-Za-z_]\w*)\s*=\s*$/.exec(line) ?? [];
  if (name === undefined || !/^[ \t]*(?:;|\n|$)/.test(code.slice(to, to + NEAR))) return [];
  const places = [...code.matchAll(new RegExp(`(?<![\\w.$"'])${name}(?![\\w"'])`, 'g'))].map(({ index }) => index);
  // a name that is set twice may hold anything
  const isSet = (at: number) => /^\s*(?:[-+*|&]?=(?!=)|:=)/.test(code.slice(at + name.length, at + name.length + NEAR));
  if (places.length > MAX_USES || places.filter(isSet).length > 1) return [];
  return places.filter((at) => at > to && !isCommented(code, at)).map((at) => ({ variable, from: at, to: at + name.length }));
}

function isCommented(code: string, at: number): boolean {
  return /^\s*(?:#|\/\/|\*)/.test(code.slice(code.lastIndexOf('\n', at - 1) + 1, at + 1));
}
