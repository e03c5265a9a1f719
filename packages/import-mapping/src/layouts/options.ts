import { hasField, setField } from '../mapping/build-value.ts';
import { ATTRIBUTE_PREFIX } from '../mapping/fields.ts';

/** An option of a variant, such as Size: XL. */
export interface Option {
  readonly name: string;
  readonly value: string;
}

/** Sets options as attributes, but for those that the mapping has set. */
export function setOptions(
  value: Record<string, unknown>,
  options: readonly { readonly name: string; readonly value: unknown }[],
): void {
  for (const { name, value: content } of options) {
    const field = `${ATTRIBUTE_PREFIX}${name}`;
    if (value['op'] !== 'delete' && name !== '__proto__' && !hasField(value, field)) {
      setField(value, field, content);
    }
  }
}

/** Names a variant by its product and its options: `Linen Shirt – Blue / XL`. */
export function nameVariant(product: string, options: readonly Option[]): string {
  return options.length === 0 ? product : `${product} – ${options.map(({ value }) => value).join(' / ')}`;
}
