// Draws what a terminal shows as SVG: text with the colours and weights of ANSI escape sequences.

const columns = 112;
const size = { width: 7.8, height: 19, left: 18, top: 46 };
/** The colours of the codes that our reports and the compiler use, on a dark ground. @type {Record<string, string>} */
const colours = {
  31: '#ff7b72',
  32: '#7ee787',
  33: '#e3b341',
  34: '#79c0ff',
  35: '#d2a8ff',
  36: '#76e3ea',
  90: '#8b949e',
  91: '#ff7b72',
  93: '#e3b341',
  96: '#76e3ea',
};

/** @typedef {{ text: string, colour?: string, bold: boolean, inverse: boolean }} Run */

/**
 * An SVG of a terminal.
 * @param {string} title - what the picture shows, for those who do not see it
 * @param {string} output - lines with escape sequences
 */
export function drawTerminal(title, output) {
  const lines = wrapped(output.replace(/\s+$/, ''));
  const width = Math.round(columns * size.width + 2 * size.left);
  const height = size.top + lines.length * size.height + 10;
  const texts = lines.map((runs, at) => drawLine(runs, size.top + at * size.height + 4));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>${escapeXml(title)}</title>
<style>text{font:13px ui-monospace,Menlo,Consolas,"Liberation Mono",monospace;fill:#e6edf3;white-space:pre}.b{font-weight:bold}</style>
<rect width="100%" height="100%" rx="8" fill="#0d1117"/>
<circle cx="20" cy="18" r="5.5" fill="#ff5f57"/><circle cx="39" cy="18" r="5.5" fill="#febc2e"/><circle cx="58" cy="18" r="5.5" fill="#28c840"/>
${texts.filter(Boolean).join('\n')}
</svg>
`;
}

/**
 * The lines of the terminal, each in pieces of one style.
 * @param {string} output
 */
function wrapped(output) {
  /** @type {Run[][]} */
  const lines = [];
  const style = { colour: /** @type {string | undefined} */ (undefined), bold: false, inverse: false };
  for (const line of output.split('\n')) {
    /** @type {Run[]} */
    let runs = [];
    let used = 0;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character starts a sequence
    for (const piece of line.split(/(\u001b\[[\d;]*m)/)) {
      if (piece.startsWith('\u001b')) applyCodes(style, piece);
      else
        for (let rest = piece; rest !== ''; ) {
          const text = rest.slice(0, columns - used);
          rest = rest.slice(text.length);
          used += text.length;
          runs.push({ text, ...style });
          if (rest === '') continue;
          lines.push(runs);
          runs = [];
          used = 0;
        }
    }
    lines.push(runs);
  }
  return lines;
}

/**
 * @param {{ colour: string | undefined, bold: boolean, inverse: boolean }} style
 * @param {string} sequence
 */
function applyCodes(style, sequence) {
  for (const code of sequence.slice(2, -1).split(';').map(Number)) {
    if (code === 0) Object.assign(style, { colour: undefined, bold: false, inverse: false });
    if (code === 1) style.bold = true;
    if (code === 2) style.colour = colours[90];
    if (code === 7) style.inverse = true;
    if (code === 22) style.bold = false;
    if (code === 27) style.inverse = false;
    if (code === 39) style.colour = undefined;
    style.colour = colours[code] ?? style.colour;
  }
}

/**
 * @param {Run[]} runs
 * @param {number} y
 */
function drawLine(runs, y) {
  let column = 0;
  const parts = runs.map(({ text, colour, bold, inverse }) => {
    const x = (size.left + column * size.width).toFixed(1);
    const length = (text.length * size.width).toFixed(1);
    column += text.length;
    if (text.trim() === '' && !inverse) return '';
    const ground = inverse ? `<rect x="${x}" y="${y - 13}" width="${length}" height="17" fill="#8b949e"/>` : '';
    const fill = inverse ? ' style="fill:#0d1117"' : colour === undefined ? '' : ` style="fill:${colour}"`;
    return `${ground}<text x="${x}" y="${y}" textLength="${length}"${bold ? ' class="b"' : ''}${fill}>${escapeXml(text)}</text>`;
  });
  return parts.join('');
}

/** @param {string} text */
function escapeXml(text) {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replaceAll('"', '&quot;');
}
