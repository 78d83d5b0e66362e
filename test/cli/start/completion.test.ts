import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandNames } from '../../../src/cli/commands';
import { folder, run } from '../run';

const isInstalled = (name: string) => spawnSync(name, ['--version']).status === 0;
const inShell = (name: string) => (isInstalled(name) ? describe : describe.skip);

function scriptFor(shell: string): string {
  const path = join(folder, `completion.${shell}`);
  writeFileSync(path, `${run('completion', shell).out.join('\n')}\n`);
  return path;
}

function output(command: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', cwd: join(__dirname, '../../..'), timeout: 60_000 });
  if (status !== 0 || stderr !== '') throw new Error(`${command}: exit ${status}\n${stderr}`);
  return stdout;
}

// as the shell reports them: words of the line, the last one to be completed
const lines: readonly (readonly [line: string, words: readonly string[]])[] = [
  ['tekwire val', ['validate']],
  ['tekwire validate --out', ['--output']],
  ['tekwire validate -o j', ['json', 'junit']],
  ['tekwire validate --fail-on w', ['warning']],
  ['tekwire init --template s', ['security']],
  ['tekwire init --ci git', ['github', 'gitlab']],
  ['tekwire completion z', ['zsh']],
  ['tekwire explain pol', ['policies']],
  ['tekwire findings gat', ['gate']],
  ['tekwire validate pack', ['package-lock.json', 'package.json']],
];

describe('bash', () => {
  const script = scriptFor('bash');
  const complete = (words: readonly string[]) => {
    const program = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tekwire; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return output('bash', '-c', program, script, ...words)
      .trim()
      .split('\n')
      .filter(Boolean)
      .sort();
  };

  it.each(lines.filter(([line]) => !line.endsWith(' pack')))('completes %s', (line, words) => {
    expect(complete(line.split(' '))).toEqual(words);
  });

  it('completes a value after =, as bash splits it, and leaves files to bash', () => {
    expect(complete(['tekwire', 'validate', '--output', '=', 'js'])).toEqual(['json']);
    expect(complete(['tekwire', 'validate', '--output', '='])).toContain('sarif');
    expect(complete(['tekwire', 'validate', 'pack'])).toEqual([]);
    expect(output('bash', '-c', 'source "$0"; complete -p tekwire', script)).toBe(
      'complete -o bashdefault -o default -F _tekwire tekwire\n',
    );
  });

  it('knows all commands', () => {
    expect(complete(['tekwire', ''])).toEqual([...commandNames, 'help', 'version'].sort());
  });
});

inShell('fish')('fish', () => {
  const script = scriptFor('fish');

  it.each(lines)('completes %s', (line, words) => {
    const found = output('fish', '--no-config', '-c', `source ${script}; complete -C '${line}'`);
    const completed = found.split('\n').flatMap((text) => text.split('\t')[0] || []);

    expect(completed).toEqual(expect.arrayContaining([...words]));
    expect(completed.filter((word) => !words.includes(word) && !word.startsWith('-'))).toEqual([]);
  });
});

inShell('zsh')('zsh', () => {
  const script = scriptFor('zsh');

  it.each(lines.filter(([, words]) => words.length === 1))('completes %s', (line, [word]) => {
    const completed = output('zsh', '-f', join(__dirname, 'zsh-complete.zsh'), script, line).trim();

    expect(completed).toBe(line.replace(/\S+$/, word ?? ''));
  });
});

it('refuses an unknown shell', () => {
  expect(run('completion', 'csh')).toMatchObject({ code: 2, err: [expect.stringContaining('expected one of: bash, zsh, fish')] });
  expect(run('completion')).toMatchObject({ code: 2 });
});
