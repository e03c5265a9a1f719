import { formatPrice } from '../../formats/numbers.ts';
import type { Changes } from './read-form.ts';
import type { ProductFields } from './product-form.ts';

/** A field in which products differ, in words; `undefined` where one doesn't have it. */
export interface Difference {
  readonly label: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Describes the fields of a product, by their labels. */
export function describeFields(product: ProductFields): ReadonlyMap<string, string> {
  const { name, price, currency, description, category, brand, tags, images, attributes } = product;
  const money =
    price === undefined ? undefined : currency === undefined ? `${price}` : formatPrice(price, currency);
  const texts = { Name: name, Price: money, Category: category, Brand: brand, Description: description };
  const lists = { Tags: tags?.join(', '), Pictures: images?.join(', ') };
  const found = Object.entries({ ...texts, ...lists }).filter(
    ([, text]) => text !== undefined && text !== '',
  );
  const named = Object.entries(attributes ?? {}).map(([key, value]) => [key, attributeText(value)]);
  return new Map([...found, ...named.map(([key, text]) => [`Attribute ${key}`, text])] as [string, string][]);
}

/** Writes an attribute's value in words. */
export function attributeText(value: NonNullable<ProductFields['attributes']>[string]): string {
  if (Array.isArray(value)) {
    return value.map((entry) => attributeText(entry)).join(', ');
  }
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** Lists the fields in which two states of a product differ. */
export function differencesOf(before: ProductFields, after: ProductFields): Difference[] {
  const [old, present] = [describeFields(before), describeFields(after)];
  return [...new Set([...old.keys(), ...present.keys()])]
    .map((label) => ({ label, before: old.get(label), after: present.get(label) }))
    .filter((field) => field.before !== field.after);
}

/** Applies changes to a product, as the API does: `null` removes. */
export function withChanges(product: ProductFields, changes: Changes): ProductFields {
  const { attributes, ...plain } = changes;
  const kept = attributes === null ? {} : without({ ...product.attributes, ...attributes });
  return { ...without({ ...product, ...plain }), attributes: kept } as ProductFields;
}

/** Leaves out what is `null`. */
function without<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== null)) as Partial<Value>;
}
