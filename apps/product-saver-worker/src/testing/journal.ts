import type { Journal } from '../core/journal.ts';

/** Keeps what it is told, a line each: the event, then its facts. */
export function createMemoryJournal() {
  const lines: (readonly [event: string, ...facts: unknown[]])[] = [];
  const journal: Journal = {
    saved: (items) => lines.push(...items.map(({ item, save }) => [save.kind, item.index] as const)),
    forRecord: ({ messageId }) => ({
      failed: ({ code }) => lines.push(['failed', messageId, code]),
      handedBack: (cause) => lines.push(['handedBack', messageId, cause]),
      sentAgain: (cause) => lines.push(['sentAgain', messageId, cause]),
    }),
    reportWritten: ({ id }) => lines.push(['reportWritten', id]),
    submissionUnknown: (submissionId) => lines.push(['submissionUnknown', submissionId]),
    hidingFailed: (cause) => lines.push(['hidingFailed', cause]),
  };
  return { journal, lines };
}
