import { z } from 'zod';
import { characters, refuse, text, trimmedText } from './text.ts';

const MAX_IMAGE_URL_LENGTH = 2048;
const MAX_ATTRIBUTE_LENGTH = 5000;

/** Maximum number of entries in each collection of a product. */
export const MAX_ENTRIES = { tags: 50, images: 50, attributes: 200 } as const;

/** Maximum number of values of an attribute that is a list. */
export const MAX_ATTRIBUTE_VALUES = 50;

export const Tags = z
  .array(trimmedText(1, 64))
  .check((payload) => {
    refuseMoreThan(MAX_ENTRIES.tags, payload, payload.value.length);
  })
  .overwrite(withoutRepeats)
  .meta({ maxItems: MAX_ENTRIES.tags, description: 'A tag that is repeated is dropped.' });

/** Keeps the first of the tags that are the same in Unicode's form NFC. */
function withoutRepeats(tags: string[]): string[] {
  const seen = new Set<string>();
  return tags.filter((tag) => {
    const known = seen.size;
    return seen.add(tag.normalize('NFC')).size > known;
  });
}

const HTTP_URL = /^https?:\/\/\S+$/i;

const Image = z
  .string()
  .trim()
  .check(characters(0, MAX_IMAGE_URL_LENGTH))
  .check((payload) => {
    const url = payload.value;
    if (/^https?:\/\/.*\s/is.test(url)) {
      refuse(payload, 'INVALID_URL', 'holds a blank; encode it as %20');
    } else if (!HTTP_URL.test(url) || !URL.canParse(url)) {
      // `URL` alone would accept missing slashes, so the stored URL would differ from the intended one.
      refuse(payload, 'INVALID_URL', 'is not an http:// or https:// URL; send an absolute one');
    } else if (new URL(url).username !== '' || new URL(url).password !== '') {
      refuse(payload, 'INVALID_URL', 'holds a user name or password; send a URL without');
    }
  })
  .meta({ pattern: '^[hH][tT][tT][pP][sS]?:\\/\\/\\S+$', maxLength: MAX_IMAGE_URL_LENGTH });

export const Images = z
  .array(Image)
  .check((payload) => {
    refuseMoreThan(MAX_ENTRIES.images, payload, payload.value.length);
  })
  .meta({ maxItems: MAX_ENTRIES.images });

const AttributeScalar = z.union([text(0, MAX_ATTRIBUTE_LENGTH), z.number(), z.boolean()]);

const AttributeList = z
  .array(AttributeScalar)
  .check((payload) => {
    refuseMoreThan(MAX_ATTRIBUTE_VALUES, payload, payload.value.length);
  })
  .meta({ maxItems: MAX_ATTRIBUTE_VALUES });

export const Attributes = z
  .record(text(1, 64), z.union([text(0, MAX_ATTRIBUTE_LENGTH), z.number(), z.boolean(), AttributeList]))
  .check((payload) => {
    refuseMoreThan(MAX_ENTRIES.attributes, payload, Object.keys(payload.value).length);
  })
  .meta({ maxProperties: MAX_ENTRIES.attributes, propertyNames: { minLength: 1, maxLength: 64 } });

const StoredScalar = z.union([z.string(), z.number(), z.boolean()]);

/** Attributes of a product that was taken, by whatever rules. */
export const StoredAttributes = z.record(z.string(), z.union([StoredScalar, z.array(StoredScalar)]));

function refuseMoreThan(max: number, payload: z.core.ParsePayload, count: number): void {
  if (count > max) {
    refuse(payload, 'TOO_MANY', `has more than ${max} entries; send at most ${max}`);
  }
}
