const MIB = 1_048_576;

/** Repeats a piece, numbered, until the text is about a MiB of UTF-8. */
function fill(open: string, piece: (number: number) => string, close: string): string {
  const pieces: string[] = [];
  for (let length = 0; length < MIB; length += Buffer.byteLength(pieces.at(-1) ?? '') + 1) {
    pieces.push(piece(pieces.length));
  }
  // Through bytes, as a body comes: the text is then in one piece, which a joined string needn't be.
  return Buffer.from(`${open}${pieces.join()}${close}`).toString();
}

/** Repeats an object of that many names. */
function objects(count: number, nameOf: (number: number) => string): string {
  const fields = Array.from({ length: count }, (_, number) => `"${nameOf(number)}":1`);
  const object = `{${fields.join()}}`;
  return fill('[', () => object, ']');
}

const short = (number: number): string => number.toString(36);
const escaped = (number: number): string => String.raw`\n${short(number)}`;
const wide = (number: number): string => String.fromCharCode(0x4_00 + number);

/** Texts of a MiB, each costly in its own way. */
export const INPUTS = new Map([
  ['empty arrays', fill('[', () => '[]', ']')],
  ['empty objects', fill('[', () => '{}', ']')],
  ['empty strings', fill('[', () => '""', ']')],
  ['digits', fill('[', () => '1', ']')],
  ['digits after a wide character', fill('["\u0416",', () => '1', ']')],
  ['numbers', fill('[', () => '-1.5e-10', ']')],
  ['words', fill('[', () => 'null', ']')],
  ['names given twice', fill('[', () => '{"":1,"":1}', ']')],
  ['escaped names given twice', fill('[', () => String.raw`{"\n":1,"\n":1}`, ']')],
  ['small objects', fill('[', () => '{"":1}', ']')],
  ['objects of 16 names', objects(16, short)],
  ['objects of 17 names', objects(17, short)],
  ['objects of 1,000 names', objects(1000, short)],
  ['objects of 1,000 escaped names', objects(1000, escaped)],
  ['objects of 1,000 wide names', objects(1000, wide)],
  ['names that differ', fill('{', (number) => `"${number}":1`, '}')],
  ['escaped names that differ', fill('{', (number) => `"${escaped(number)}":1`, '}')],
  ['escaped names', fill('[', () => String.raw`{"\n":1}`, ']')],
  ['hexadecimal escapes', fill('["', () => String.raw`\u0041`, '"]')],
  ['short escapes', fill('["', () => String.raw`\n\n\n\n`, '"]')],
  ['deep arrays', fill('[', () => '['.repeat(30) + ']'.repeat(30), ']')],
  ['deep objects', fill('[', () => `${'{"":'.repeat(31)}1${'}'.repeat(31)}`, ']')],
  ['spaces', `${' '.repeat(MIB)}1`],
  ['letters', `"${'x'.repeat(MIB)}"`],
  ['wide characters', `"${'\u4E2D'.repeat(MIB / 3)}"`],
]);
