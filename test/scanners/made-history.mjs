// made-history.mjs FOLDER go|python: makes a git repository of 30 commits of the sources for scanners, in which people do what people do:
// lines move, functions move, files are renamed, split and copied, findings come, go and double, and code is formatted. The same each time.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [folder = '', language = ''] = process.argv.slice(2);
const languages = {
  go: {
    from: 'go/main.go',
    start: 'main.go',
    ending: '.go',
    top: /^(?=func )/m,
    comment: '//',
    extra: { 'go.mod': 'module example.com/shop\n\ngo 1.22\n' },
  },
  python: {
    from: 'python/app.py',
    start: 'app.py',
    ending: '.py',
    top: /^(?=@app\.route|(?<!\)\n)def |app\.run)/m,
    comment: '#',
    extra: {},
  },
};
const { from, start, ending, top, comment, extra } = languages[language];

const added = {
  go: '\nfunc again(data []byte) string {\n\tfirst, second := md5.Sum(data), md5.Sum(data)\n\treturn fmt.Sprintf("%x%x", first, second)\n}\n',
  python: '\n\ndef again(data):\n    return hashlib.md5(data).hexdigest(), hashlib.md5(data).hexdigest()\n',
}[language];
const doubled = { go: '\th.Write(data)\n', python: '    name = tempfile.mktemp()\n' }[language];
const blockOf = { go: 'func hashes', python: 'def digest' }[language];

const read = (path) => readFileSync(join(folder, path), 'utf8');
const write = (path, text) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const edit = (path, change) => write(path, change(read(path)));
const rename = (path, to) => {
  mkdirSync(dirname(join(folder, to)), { recursive: true });
  renameSync(join(folder, path), join(folder, to));
};
/** The text before the first function, and the functions. */
const blocks = (text) => text.split(new RegExp(top, 'gm'));
const moveBlock = (text, at, to) => {
  const parts = blocks(text);
  const [moved] = parts.splice(at, 1);
  parts.splice(to, 0, moved);
  return parts.map((part, index) => (index < parts.length - 1 ? `${part.trimEnd()}\n\n` : `${part.trimEnd()}\n`)).join('');
};
const lineAfterTop = (text, line) => text.replace(/\n/, `\n${line}\n`);
const sources = () =>
  readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(ending) && statSync(join(folder, path)).isFile());
/** A second package cannot share functions with the first, so it is a whole copy. */
const copy = (path, to) => write(to, read(path));

let file = start;
const commits = [
  [
    'the first version',
    () => {
      write(file, read0(from));
      for (const [path, text] of Object.entries(extra)) write(path, text);
    },
  ],
  ['a remark at the top', () => edit(file, (text) => lineAfterTop(text, `${comment} Licence: none.`))],
  ['two functions change places', () => edit(file, (text) => moveBlock(text, 2, 4))],
  ['a finding comes', () => edit(file, (text) => `${text.trimEnd()}\n${added}`)],
  ['a line is there twice', () => edit(file, (text) => text.replace(doubled, doubled + doubled))],
  ['and once again', () => edit(file, (text) => text.replace(doubled + doubled, doubled))],
  ['a function moves to the top', () => edit(file, (text) => moveBlock(text, 5, 1))],
  ['empty lines', () => edit(file, (text) => text.replace(new RegExp(top, 'gm'), '\n'))],
  ['and none', () => edit(file, (text) => text.replace(/\n{3,}/g, '\n\n'))],
  [
    'renamed',
    () => {
      rename(file, `service${ending}`);
      file = `service${ending}`;
    },
  ],
  [
    'into a folder',
    () => {
      rename(file, `cmd/shop/service${ending}`);
      file = `cmd/shop/service${ending}`;
    },
  ],
  ['a remark above every function', () => edit(file, (text) => text.replace(new RegExp(top, 'gm'), `${comment} TODO: look at this.\n`))],
  ['a finding goes', () => edit(file, (text) => text.replace(added.trimStart().trimEnd(), ''))],
  ['and comes back', () => edit(file, (text) => `${text.trimEnd()}\n${added}`)],
  ['a copy in another folder', () => copy(file, `cmd/other/service${ending}`)],
  ['the copy changes', () => edit(`cmd/other/service${ending}`, (text) => moveBlock(text, 3, 1))],
  [
    'the folder is renamed',
    () => {
      rename('cmd', 'internal');
      file = file.replace('cmd/', 'internal/');
    },
  ],
  ['the copy goes', () => rmSync(join(folder, 'internal/other'), { recursive: true })],
  ['another message', () => edit(file, (text) => text.replaceAll('SELECT * FROM users', 'SELECT id FROM users'))],
  [
    'a function is gone',
    () =>
      edit(file, (text) =>
        blocks(text)
          .filter((part) => !part.startsWith(blockOf))
          .join(''),
      ),
  ],
  [
    'and back, at the end',
    () =>
      edit(
        file,
        (text) =>
          `${text.trimEnd()}\n\n${blocks(read0(from))
            .find((part) => part.startsWith(blockOf))
            .trimEnd()}\n`,
      ),
  ],
  ['windows line ends', () => edit(file, (text) => text.replace(/\n/g, '\r\n'))],
  ['and no more', () => edit(file, (text) => text.replace(/\r\n/g, '\n'))],
  ['nothing but a readme', () => write('README.md', '# shop\n')],
  [
    'all functions in another order',
    () => edit(file, (text) => blocks(text).reduce((all, _, at) => (at < 2 ? all : moveBlock(all, at, 1)), text)),
  ],
  [
    'renamed with a change',
    () => {
      edit(file, (text) => lineAfterTop(text, `${comment} Moved.`));
      rename(file, `main${ending}`);
      file = `main${ending}`;
    },
  ],
  ['two files with one name', () => copy(file, `tools/main${ending}`)],
  [
    'both change at the top',
    () => {
      for (const path of sources()) edit(path, (text) => lineAfterTop(text, `${comment} One more.`));
    },
  ],
  ['the copy is renamed', () => rename(`tools/main${ending}`, `tools/run/main${ending}`)],
  [
    'the finding is there three times',
    () => edit(file, (text) => `${text.trimEnd()}\n${added.replace('again', 'oncemore')}${added.replace('again', 'forever')}`),
  ],
];

function read0(path) {
  return readFileSync(join(import.meta.dirname, 'sources', path), 'utf8');
}

function git(...args) {
  const identity = ['-c', 'user.name=made', '-c', 'user.email=made@example.org', '-c', 'core.autocrlf=false'];
  const { status, stderr } = spawnSync('git', ['-C', folder, ...identity, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

mkdirSync(folder, { recursive: true });
git('init', '--quiet');
for (const [message, change] of commits) {
  const before = sources()
    .map((path) => path + read(path))
    .join();
  change();
  if (
    before ===
      sources()
        .map((path) => path + read(path))
        .join() &&
    !message.includes('readme')
  )
    throw new Error(`"${message}" changes nothing`);
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}
