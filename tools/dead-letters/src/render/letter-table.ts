import { toPrintableText } from '@async-catalog/product-schema';
import Table from 'cli-table3';
import type { DeadLetter } from '../core/dead-letter.ts';

/** For a person at a terminal. */
export function letterTable(letters: readonly DeadLetter[]): string {
  const table = new Table({
    head: ['letter', 'sent', 'why', 'item'],
    colWidths: [38, 22, 36, 48],
    wordWrap: true,
    // Colours are for the shell's user to choose.
    style: { head: [], border: [] },
  });
  for (const letter of letters) {
    table.push([letter.id, letter.sentAt.toISOString().slice(0, 19), whyOf(letter), itemOf(letter)]);
  }
  return table.toString();
}

export function whyOf({ failure }: DeadLetter): string {
  return failure === undefined
    ? 'no delivery was the last word: the queue moved it'
    : toPrintableText(`${failure.code}: ${failure.reason}`);
}

function itemOf({ item: { submissionId, index, sku, name } }: DeadLetter): string {
  return submissionId === undefined
    ? 'can’t be read'
    : [`item ${index} of ${submissionId}`, sku, name]
        .filter((part) => part !== undefined)
        .map(toPrintableText)
        .join('\n');
}
