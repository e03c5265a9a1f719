import { z } from 'zod';
import { characters, noControls, refuse, text, visible, visibleText } from './text.ts';
import { MAX_ENTRIES } from './max-entries.ts';

const MAX_IMAGE_URL_LENGTH = 2048;
const MAX_ATTRIBUTE_LENGTH = 5000;
const MAX_KEY_LENGTH = 64;

export { MAX_ENTRIES };

/** Maximum number of different tags. */
export const MAX_TAGS = 50;

/** Maximum number of values of an attribute that is a list. */
export const MAX_ATTRIBUTE_VALUES = 50;

export const Tags = z
  .array(visibleText(64, 'leave it out'))
  .check(atMost(MAX_ENTRIES.tags))
  .overwrite(withoutRepeats)
  .check(atMost(MAX_TAGS))
  .meta({
    maxItems: MAX_ENTRIES.tags,
    description: `At most ${MAX_TAGS} different tags. One that is repeated is dropped.`,
  });

/** Keeps the first of the tags that are the same in Unicode's form NFC. */
function withoutRepeats(tags: string[]): string[] {
  const seen = new Set<string>();
  return tags.filter((tag) => {
    const known = seen.size;
    return seen.add(tag.normalize('NFC')).size > known;
  });
}

const HTTP_URL = /^https?:\/\/[^\s/\\]\S*$/i;

const Image = z
  .string()
  .trim()
  .check(characters(MAX_IMAGE_URL_LENGTH), noControls, (payload) => {
    const sent = payload.value;
    const url = URL.parse(sent);
    if (/^https?:\/\/.*\s/i.test(sent)) {
      refuse(payload, 'INVALID_URL', 'holds a blank; encode it as %20');
    } else if (!HTTP_URL.test(sent) || url === null) {
      // `URL` alone would accept missing slashes, so the stored URL would differ from the intended one.
      refuse(payload, 'INVALID_URL', 'is not an http:// or https:// URL; send an absolute one');
    } else if (url.username !== '' || url.password !== '') {
      refuse(payload, 'INVALID_URL', 'holds a user name or password; send a URL without');
    }
  })
  .meta({ pattern: '^[hH][tT][tT][pP][sS]?:\\/\\/\\S+$', maxLength: MAX_IMAGE_URL_LENGTH });

export const Images = z.array(Image).check(atMost(MAX_ENTRIES.images)).meta({ maxItems: MAX_ENTRIES.images });

const AttributeKey = z
  .string()
  .check(characters(MAX_KEY_LENGTH), noControls, visible('name it or leave it out'))
  .meta({ minLength: 1, maxLength: MAX_KEY_LENGTH });

const AttributeText = text(MAX_ATTRIBUTE_LENGTH);

const scalars = [AttributeText, z.number(), z.boolean()] as const;

/** Tells, at less cost than a union of schemas, whether a value out of JSON can be an attribute's, or in its list. */
export function isAttributeScalar(value: unknown): boolean {
  return typeof value === 'string'
    ? AttributeText.safeParse(value).success
    : typeof value === 'number' || typeof value === 'boolean';
}

const AttributeList = z
  .array(z.union(scalars))
  .check(atMost(MAX_ATTRIBUTE_VALUES))
  .meta({ maxItems: MAX_ATTRIBUTE_VALUES });

export const Attributes = z
  .record(AttributeKey, z.union([...scalars, AttributeList]))
  .check((payload) => refuseMoreThan(MAX_ENTRIES.attributes, payload, Object.keys(payload.value).length))
  .meta({
    maxProperties: MAX_ENTRIES.attributes,
    propertyNames: { minLength: 1, maxLength: MAX_KEY_LENGTH },
  });

/** Attributes that a patch changes; `null` removes one. */
export const PatchedAttributes = z
  .record(AttributeKey, z.union([...scalars, AttributeList]).nullable())
  .check((payload) => refuseMoreThan(MAX_ENTRIES.attributes, payload, Object.keys(payload.value).length))
  .meta({
    maxProperties: MAX_ENTRIES.attributes,
    propertyNames: { minLength: 1, maxLength: MAX_KEY_LENGTH },
  });

const StoredScalar = z.union([z.string(), z.number(), z.boolean()]);

/** Attributes of a product that was taken, by whatever rules. */
export const StoredAttributes = z.record(z.string(), z.union([StoredScalar, z.array(StoredScalar)]));

/** Attributes of a patch that was taken, by whatever rules. */
export const StoredPatchedAttributes = z.record(
  z.string(),
  z.union([StoredScalar, z.array(StoredScalar)]).nullable(),
);

function atMost(max: number): (payload: z.core.ParsePayload<unknown[]>) => void {
  return (payload) => refuseMoreThan(max, payload, payload.value.length);
}

function refuseMoreThan(max: number, payload: z.core.ParsePayload, count: number): void {
  if (count > max) {
    refuse(payload, 'TOO_MANY', `has more than ${max} entries; send at most ${max}`);
  }
}
