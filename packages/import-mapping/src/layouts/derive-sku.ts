/** Derives a SKU from what names a variant, such as `linen-shirt-blue-xl`: the same texts always give the same. */
export function deriveSku(parts: readonly string[]): string {
  return parts
    .map((part) =>
      part
        .normalize('NFC')
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{M}\p{N}._]+/gu, '-')
        .replaceAll(/^-+|-+$/g, ''),
    )
    .filter((part) => part !== '')
    .join('-');
}
