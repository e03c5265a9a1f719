import type { DeadLetter } from '@async-catalog/dead-letters';
import type { Explained } from '../explain-moved.ts';
import { toPrintableText } from '@async-catalog/product-schema';
import Table from 'cli-table3';

/** Renders dead letters for a person at a terminal. */
export function renderDeadLetterTable(deadLetters: readonly DeadLetter[]): string {
  const table = new Table({
    head: ['id', 'sent', 'reason', 'item'],
    colWidths: [38, 22, 36, 48],
    wordWrap: true,
    // Colours are the user's choice.
    style: { head: [], border: [] },
  });
  for (const deadLetter of deadLetters) {
    const { id, sentAt } = deadLetter;
    table.push([id, sentAt.toISOString().slice(0, 19), renderReason(deadLetter), renderItem(deadLetter)]);
  }
  return table.toString();
}

export function renderReason({ failure }: DeadLetter): string {
  return failure === undefined
    ? 'out of deliveries: moved by SQS'
    : toPrintableText(`${failure.code}: ${failure.reason}`);
}

/** Renders a line with the id that the log has, of a copy that the worker made. */
export function renderOrigin({ originalId }: DeadLetter): string[] {
  return originalId === undefined ? [] : [toPrintableText(`messageId in the log: ${originalId}`)];
}

/** Renders a line with the last error, if it was looked for. */
export function renderLastError({ lastError }: Explained): string[] {
  if (lastError === undefined) {
    return [];
  }
  if ('unknown' in lastError) {
    return [toPrintableText(`last error: unknown, because ${lastError.unknown}`)];
  }
  const { at, error, invocation } = lastError;
  return [
    toPrintableText(
      `last error, ${at}: ${error}${invocation === undefined ? '' : ` (invocation ${invocation})`}`,
    ),
  ];
}

function renderItem({ item: { submissionId, index, sku, name } }: DeadLetter): string {
  return submissionId === undefined
    ? 'unreadable'
    : [`item ${index} of ${submissionId}`, sku, name]
        .filter((part) => part !== undefined)
        .map(toPrintableText)
        .join('\n');
}
