import type { DeadLetter } from '@async-catalog/dead-letters';
import type { DeadLetters } from '../core/ports.ts';
import { NOW } from './test-app.ts';

/** Builds a dead letter of a teapot, as the worker copies it. */
export function deadLetter(overrides: Partial<DeadLetter> = {}): DeadLetter {
  return {
    id: 'letter-1',
    body: '{"version":1}',
    attributes: {},
    sentAt: new Date(NOW.getTime() - 1),
    failure: { code: 'PRODUCT_TOO_LARGE', reason: 'its reason' },
    originalId: 'original-1',
    item: { submissionId: 'submission-1', index: 0, sku: 'TEA-1', name: 'Teapot' },
    ...overrides,
  };
}

export function deadLettersOf(count: number): DeadLetter[] {
  return Array.from({ length: count }, (_, n) => deadLetter({ id: `letter-${n + 1}` }));
}

/** Keeps dead letters in memory. What is received is hidden until it is released. */
export function memoryDeadLetters(letters: readonly DeadLetter[]) {
  const visible = new Map(letters.map((letter) => [letter.id, letter]));
  const hidden = new Map<string, DeadLetter>();
  const resent: DeadLetter[] = [];
  const deadLetters: DeadLetters = {
    async *receive() {
      while (visible.size > 0) {
        const batch = [...visible.values()].slice(0, 10);
        batch.forEach((letter) => {
          visible.delete(letter.id);
          hidden.set(letter.id, letter);
        });
        yield batch.map((letter) => ({ deadLetter: letter, receipt: letter.id }));
      }
    },
    release(receipts) {
      for (const receipt of receipts) {
        const letter = hidden.get(receipt);
        if (letter !== undefined && hidden.delete(receipt)) {
          visible.set(receipt, letter);
        }
      }
      return Promise.resolve();
    },
    resend(letter) {
      resent.push(letter);
      return Promise.resolve();
    },
    remove({ receipt }) {
      hidden.delete(receipt);
      return Promise.resolve();
    },
    moveAll: () => Promise.resolve(undefined),
    count: () => Promise.resolve(visible.size + hidden.size),
  };
  return { deadLetters, resent, ids: () => [...visible.keys()].toSorted(), hidden };
}
