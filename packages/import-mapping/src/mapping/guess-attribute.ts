import { ATTRIBUTE_PREFIX } from './fields.ts';
import { normalizeName } from './normalize-name.ts';

const MAX_NAME = 64;
const MAX_TEXT = 255;

/** Names of what a shop keeps about a product, rather than of a property that buyers compare. */
const BOOKKEEPING =
  /^(?:id|uuid|guid|handle|slug|permalink|url|link|position|sortorder|rank|version|ifversion|row|rownumber|line|index)$|^(?:seo|meta)|(?:id|uuid|guid|url|link|slug)$|created|updated|modified|published|visibility|visible|^status|^active|^enabled|^deleted|^archived|stock|inventory|^quantity|^qty|backorder|taxable|taxclass|taxstatus|taxcode|taxrate|fulfil|requiresshipping|shippingclass|commission|^cost|margin|supplier|warehouse|internal|notes?$|comment|downloadable|giftcard|allowreviews|costperitem/;

/** Decides whether a column without a known name becomes an attribute, and says why. */
export function guessAttribute(
  column: string,
  samples: readonly string[],
): { readonly field?: string; readonly reason: string } {
  const isNamed = column.startsWith(ATTRIBUTE_PREFIX) && column.length > ATTRIBUTE_PREFIX.length;
  const name = isNamed ? column.slice(ATTRIBUTE_PREFIX.length).trim() : column;
  if (name === '__proto__') {
    return { reason: 'is ignored: its name is reserved' };
  }
  if (name.length > MAX_NAME) {
    return { reason: 'is ignored: its name is too long for an attribute' };
  }
  if (isNamed) {
    return { field: `${ATTRIBUTE_PREFIX}${name}`, reason: 'names the attribute' };
  }
  if (BOOKKEEPING.test(normalizeName(column))) {
    return { reason: 'is ignored: it looks like bookkeeping, not like a property of the product' };
  }
  if (samples.some((text) => text.length > MAX_TEXT || text.includes('\n'))) {
    return { reason: 'is ignored: it holds long texts' };
  }
  return {
    field: `${ATTRIBUTE_PREFIX}${column}`,
    reason: 'is kept as an attribute: it looks like a property of the product',
  };
}
