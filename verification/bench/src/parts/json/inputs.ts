const MIB = 1_048_576;

/** Repeats a piece, numbered, until the text is a MiB. */
function fill(open: string, piece: (number: number) => string, close: string): string {
  const pieces: string[] = [];
  for (let length = 0; length < MIB; length += (pieces.at(-1)?.length ?? 0) + 1) {
    pieces.push(piece(pieces.length));
  }
  return `${open}${pieces.join()}${close}`;
}

/** Texts of a MiB, each costly in its own way. */
export const INPUTS = new Map([
  ['empty arrays', fill('[', () => '[]', ']')],
  ['digits', fill('[', () => '1', ']')],
  ['numbers', fill('[', () => '-1.5e-10', ']')],
  ['names given twice', fill('[', () => '{"":1,"":1}', ']')],
  ['small objects', fill('[', () => '{"":1}', ']')],
  ['names that differ', fill('{', (number) => `"${number}":1`, '}')],
  ['escaped names', fill('[', () => String.raw`{"\n":1}`, ']')],
  ['escapes', fill('["', () => String.raw`\u0041`, '"]')],
  ['deep arrays', fill('[', () => '['.repeat(30) + ']'.repeat(30), ']')],
  ['spaces', `${' '.repeat(MIB)}1`],
]);
