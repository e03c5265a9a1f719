import { z } from 'zod';
import { characters, refuse, text } from './text.ts';

const MAX_IMAGE_URL_LENGTH = 2048;

/** Maximum number of entries in each collection of a product. */
export const MAX_ENTRIES = { tags: 50, images: 20, attributes: 50 } as const;

export const Tags = z
  .array(text(1, 64))
  .check((payload) => {
    refuseMoreThan(MAX_ENTRIES.tags, payload, payload.value.length);
    const firstAt = new Map<string, number>();
    for (const [index, tag] of payload.value.entries()) {
      const first = firstAt.get(tag);
      if (first === undefined) {
        firstAt.set(tag, index);
      } else {
        refuse(payload, 'NOT_UNIQUE', `repeats the tag at ${first}; send each tag once`, [index]);
      }
    }
  })
  .meta({ maxItems: MAX_ENTRIES.tags, uniqueItems: true });

const HTTPS_URL = /^https:\/\/\S+$/;

const Image = z
  .string()
  .check(characters(0, MAX_IMAGE_URL_LENGTH))
  .check((payload) => {
    // `URL` alone would drop line breaks and accept missing slashes, so the stored URL would differ from the intended one.
    if (!HTTPS_URL.test(payload.value) || !URL.canParse(payload.value)) {
      refuse(payload, 'INVALID_URL', 'is not an https:// URL; send an absolute one');
    }
  })
  .meta({ pattern: HTTPS_URL.source, maxLength: MAX_IMAGE_URL_LENGTH });

export const Images = z
  .array(Image)
  .check((payload) => {
    refuseMoreThan(MAX_ENTRIES.images, payload, payload.value.length);
  })
  .meta({ maxItems: MAX_ENTRIES.images });

export const Attributes = z
  .record(text(1, 64), z.union([text(0, 1000), z.number(), z.boolean()]))
  .check((payload) => {
    refuseMoreThan(MAX_ENTRIES.attributes, payload, Object.keys(payload.value).length);
  })
  .meta({ maxProperties: MAX_ENTRIES.attributes, propertyNames: { minLength: 1, maxLength: 64 } });

function refuseMoreThan(max: number, payload: z.core.ParsePayload, count: number): void {
  if (count > max) {
    refuse(payload, 'TOO_MANY', `has more than ${max} entries; send at most ${max}`);
  }
}
