import { type Item, toItem } from '@async-catalog/product-operations';
import { type ProductId, QueueMessage, SubmissionId } from '@async-catalog/product-schema';
import { z } from 'zod';
import type { Failure } from '../errors.ts';

/** The item that a message is about, and the request that it came from, as far as they can be read. */
export type Origin = Partial<z.infer<typeof Envelope>> & { readonly productId?: ProductId };

export type Reading =
  | { readonly kind: 'item'; readonly item: Item }
  | { readonly kind: 'unreadable'; readonly origin: Origin; readonly failure: Failure };

const Versioned = z.object({ version: z.literal([1, 2]) });

/** Parts of a message that may be right whatever else is wrong with it. */
const Envelope = z.object({
  submissionId: SubmissionId.optional().catch(undefined),
  index: z.int().nonnegative().optional().catch(undefined),
  requestId: z.string().max(200).optional().catch(undefined),
  traceparent: z.string().max(200).optional().catch(undefined),
});

/** Tolerated difference between the clocks of intake and worker, far above that of Lambda's clocks. */
export const MAX_CLOCK_SKEW_MS = 5 * 60 * 1000;

/**
 * Reads only what names a message, however wrong the rest of it is: without the checks of its product, so that nothing in it that ends
 * the worker can end this. Never throws.
 */
export function readOrigin(body: string): Origin {
  const json = parseJson(body);
  return json.ok ? toOrigin(json.value) : {};
}

/** Reads a message's body. Never throws: a body that can't be read is a {@link Reading} too. */
export function readMessage(body: string, now: Date): Reading {
  const json = parseJson(body);
  if (!json.ok) {
    return unreadable({}, 'MESSAGE_NOT_JSON', 'its message is not JSON');
  }
  const message = QueueMessage.safeParse(json.value);
  if (!message.success) {
    const origin = toOrigin(json.value);
    return Versioned.safeParse(json.value).success
      ? unreadable(origin, 'MESSAGE_SHAPE_UNKNOWN', describePlaces(message.error))
      : unreadable(origin, 'MESSAGE_VERSION_UNKNOWN', 'its message is not of version 1 or 2');
  }
  const { index, total, acceptedAt } = message.data;
  if (index >= total) {
    // The number names no item, so there is none to settle.
    const { index: _, ...requestOnly } = Envelope.parse(json.value);
    const detail = 'its message has an index past the end of the submission';
    return unreadable(requestOnly, 'MESSAGE_SHAPE_UNKNOWN', detail);
  }
  if (Date.parse(acceptedAt) > now.getTime() + MAX_CLOCK_SKEW_MS) {
    const detail = 'its message says that it is yet to be accepted';
    return unreadable(Envelope.parse(json.value), 'MESSAGE_FROM_THE_FUTURE', detail);
  }
  return { kind: 'item', item: toItem(message.data) };
}

function toOrigin(value: unknown): Origin {
  return Envelope.catch({}).parse(value);
}

function unreadable(origin: Origin, code: Failure['code'], detail: string): Reading {
  return { kind: 'unreadable', origin, failure: { code, detail } };
}

function parseJson(body: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch {
    return { ok: false };
  }
}

/** Names the fields that are wrong, at most two levels deep: deeper names are data of the product. */
function describePlaces(error: z.ZodError): string {
  const places = new Set(error.issues.map(({ path, code }) => `${path.slice(0, 2).join('.')} (${code})`));
  return `its message is wrong at ${[...places].slice(0, 5).join(', ')}`;
}
