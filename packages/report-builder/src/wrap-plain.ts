/** Printable ASCII words separated by one space, so that every character takes one column. */
const PLAIN = /^(?:[!-~]+(?: [!-~]+)*)?$/;

export function isPlain(text: string): boolean {
  return PLAIN.test(text);
}

/**
 * Wraps a plain text, and breaks words that are too long, as `wrap-ansi` does for any text.
 * @param text A text for which {@link isPlain} holds.
 */
export function wrapPlain(text: string, columns: number): string {
  if (text.length <= columns) {
    return text;
  }
  const lines = [''];
  const last = (): string => lines.at(-1) ?? '';
  for (const word of text.split(' ')) {
    const line = last();
    const space = line === '' ? '' : ' ';
    if (line.length + space.length + word.length <= columns) {
      lines[lines.length - 1] = line + space + word;
    } else if (word.length <= columns) {
      lines.push(word);
    } else {
      breakWord(word);
    }
  }

  /** Breaks a word that is too long. It starts on the last line, unless a new line needs fewer breaks. */
  function breakWord(word: string): void {
    const start = last() === '' ? '' : `${last()} `;
    const room = columns - start.length;
    const breaksHere = 1 + Math.floor((word.length - room - 1) / columns);
    const breaksBelow = Math.floor((word.length - 1) / columns);
    let rest = word;
    if (breaksBelow < breaksHere) {
      lines.push('');
    } else {
      lines[lines.length - 1] = start + word.slice(0, room);
      rest = word.slice(room);
      lines.push('');
    }
    for (; rest.length > columns; rest = rest.slice(columns)) {
      lines[lines.length - 1] = rest.slice(0, columns);
      lines.push('');
    }
    lines[lines.length - 1] = rest;
  }
  return lines.join('\n');
}
