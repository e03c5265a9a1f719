import type { Attributes } from './services/dynamodb.ts';
import type { Message, Queue } from './services/queue.ts';

export interface EarlyFailures {
  /** A submission was written. */
  observe(record: Attributes): void;
  /** `submissionId/index` of each item that was told failed while another try was to come. */
  readonly places: readonly string[];
}

/**
 * Watches for items that are told failed too early: their message isn't on its last delivery, and could be saved by the next one. Of
 * an item that was sent more than once nothing is said.
 */
export function createEarlyFailures(
  queue: Queue,
  maxReceiveCount: number,
  canNeverBeSaved: (message: Message) => boolean,
): EarlyFailures {
  const told = new Set<string>();
  const places: string[] = [];

  return {
    places,
    observe({ id, failed }) {
      const news = (failed?.NS ?? []).map((index) => `${id?.S}/${index}`).filter((place) => !told.has(place));
      for (const place of news) {
        told.add(place);
        const message = queue.messages.find(({ body }) => isAbout(body, place));
        const sent = queue.sent.filter((body) => isAbout(body, place));
        if (
          sent.length === 1 &&
          message !== undefined &&
          message.receiveCount < maxReceiveCount &&
          !canNeverBeSaved(message)
        ) {
          places.push(place);
        }
      }
    },
  };
}

function isAbout(body: string, place: string): boolean {
  const [submissionId, index] = place.split('/');
  return body.includes(`"submissionId":"${submissionId}","index":${index},`);
}
