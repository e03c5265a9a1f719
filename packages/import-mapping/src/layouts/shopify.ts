import { MAX_ENTRIES } from '@async-catalog/product-schema';
import type { Row } from '../csv/row.ts';
import { flawsOf } from '../mapping/read-row.ts';
import { cellAt, createColumnIndex } from './column-index.ts';
import { deriveSku } from './derive-sku.ts';
import type { GroupItem, Layout, ReadRow } from './layout.ts';
import { nameVariant, type Option, setOptions } from './options.ts';

/** Columns of a product, which only the first of its rows has to fill. */
const PRODUCT_COLUMNS =
  /^(?:(?:url)?handle|title|bodyhtml|description|vendor|(?:product)?category|(?:standardized|custom)?(?:product)?type|tags|published.*|status|giftcard|seo.*|option\d(?:name|linkedto)|.*productmetafields.*)$/;

/** Shopify's value of the only option of a product that has none. */
const NO_OPTION = 'Default Title';

/**
 * Reads Shopify's product files: the rows of a handle are one product, each with a variant, an image, or both. Each
 * variant is an item. https://help.shopify.com/en/manual/products/import-export/using-csv
 */
export function createShopifyLayout(columns: readonly string[], readRow: ReadRow): Layout {
  const index = createColumnIndex(columns);
  const handle = index.of('Handle', 'URL handle');
  const sku = index.of('Variant SKU', 'SKU');
  const price = index.of('Variant Price', 'Price');
  const type = index.of('Type');
  const category = index.of('Product Category');
  const image = index.of('Image Src', 'Product image URL');
  const variantImage = index.of('Variant Image', 'Variant image URL');
  const filled = index.matching(PRODUCT_COLUMNS);
  const options = [1, 2, 3].map((number) => ({
    name: index.of(`Option${number} Name`),
    value: index.of(`Option${number} Value`),
    number,
  }));
  // Rows that only hold an image have none of these.
  const variantColumns = [index.of('Title'), sku, price, ...options.map(({ value }) => value)];

  const optionsOf = (cells: readonly string[]): Option[] =>
    options
      .map(({ name, value, number }) => ({
        name: cellAt(cells, name) || `Option${number}`,
        value: cellAt(cells, value),
      }))
      .filter(({ value }) => value !== '' && value !== NO_OPTION);

  const readVariant = (row: Row, product: ReadonlyMap<number, string>, images: string): GroupItem => {
    const cells = columns.map((_, at) => row.cells[at] ?? '');
    for (const [at, text] of product) {
      cells[at] = cellAt(cells, at) || text;
    }
    if (image !== -1 && images !== '') {
      cells[image] = images;
    }
    if (type !== -1) {
      cells[type] = cellAt(cells, type) || cellAt(cells, category);
    }
    const variant = optionsOf(cells);
    const derived = deriveSku([cellAt(cells, handle), ...variant.map(({ value }) => value)]);
    if (sku !== -1) {
      cells[sku] = cellAt(cells, sku) || derived;
    }
    const { value, errors } = readRow({ cells });
    if (derived !== '') {
      value['sku'] ??= derived;
    }
    if (typeof value['name'] === 'string') {
      value['name'] = nameVariant(value['name'], variant);
    }
    setOptions(value, variant);
    if (Array.isArray(value['images'])) {
      const own = cellAt(cells, variantImage);
      const others = value['images'] as string[];
      const first = others.includes(own) ? [own, ...others] : others;
      value['images'] = [...new Set(first)].slice(0, MAX_ENTRIES.images);
    }
    return { row, cells, value, errors };
  };

  return {
    belongs: (group, row) => {
      const known = group.findLast(({ flaw }) => flaw === undefined);
      return (
        row.flaw !== undefined ||
        (known !== undefined && cellAt(known.cells, handle) === cellAt(row.cells, handle))
      );
    },
    read: (group) => {
      const sound = new Set(group.filter((row) => flawsOf(row, columns).length === 0));
      const rows = [...sound];
      const product = new Map<number, string>();
      for (const at of filled) {
        product.set(at, rows.map(({ cells }) => cellAt(cells, at)).find((cell) => cell !== '') ?? '');
      }
      // Every variant has them all, so a product with thousands would take millions.
      const images = [...new Set(rows.map(({ cells }) => cellAt(cells, image)))]
        .filter(Boolean)
        .slice(0, MAX_ENTRIES.images)
        .join(', ');
      return group.flatMap((row) => {
        if (!sound.has(row)) {
          return [{ row, cells: row.cells, ...readRow(row) }];
        }
        const isVariant = variantColumns.some((at) => cellAt(row.cells, at) !== '');
        return isVariant ? [readVariant(row, product, images)] : [];
      });
    },
  };
}
