import type { Row } from '../csv/row.ts';
import { flawsOf } from '../mapping/read-row.ts';
import { cellAt, createColumnIndex } from './column-index.ts';
import { deriveSku } from './derive-sku.ts';
import type { GroupItem, Layout, ReadRow } from './layout.ts';
import { nameVariant, setOptions } from './options.ts';

/** Columns that a variation takes from its product where it has none of its own. */
const PRODUCT_COLUMNS = /^(?:shortdescription|description|categories|tags|images|brands?|attribute\d+name)$/;

/** A comma between values; one that belongs to a value has a backslash before it. */
const COMMA = /(?<!\\),/;

/**
 * Reads WooCommerce's product files: a product of the type `variable` is followed by its variations, and each of these,
 * like each simple product, is an item. https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema
 */
export function createWooCommerceLayout(columns: readonly string[], readRow: ReadRow): Layout {
  const index = createColumnIndex(columns);
  const [id, type, sku, name, parent] = ['ID', 'Type', 'SKU', 'Name', 'Parent'].map((column) =>
    index.of(column),
  ) as [number, number, number, number, number];
  const description = index.of('Description');
  const shortDescription = index.of('Short description');
  const filled = index.matching(PRODUCT_COLUMNS);
  const attributes = index.matching(/^attribute\d+name$/).map((at) => ({
    name: at,
    value: index.of(`${columns[at]?.replace(/name$/i, '')}value(s)`),
  }));
  const typeOf = ({ cells }: Row): string[] =>
    cellAt(cells, type)
      .toLowerCase()
      .split(/\s*,\s*/);
  const isOf = (row: Row, kind: 'variable' | 'variation'): boolean => typeOf(row).includes(kind);

  const readProduct = (row: Row, product: Row | undefined): GroupItem => {
    const cells = columns.map((_, at) => row.cells[at] ?? '');
    for (const at of product === undefined ? [] : filled) {
      cells[at] = cellAt(cells, at) || cellAt(product?.cells ?? [], at);
    }
    if (description !== -1) {
      cells[description] = cellAt(cells, description) || cellAt(cells, shortDescription);
    }
    const options = attributes
      .map((attribute) => ({ name: cellAt(cells, attribute.name), value: cellAt(cells, attribute.value) }))
      .filter((option) => option.name !== '' && option.value !== '');
    const productName = cellAt(product?.cells ?? [], name);
    if (product !== undefined && ['', productName].includes(cellAt(cells, name)) && name !== -1) {
      cells[name] = nameVariant(productName, options);
    }
    if (sku !== -1 && cellAt(cells, sku) === '') {
      const productSku = cellAt(product?.cells ?? [], sku);
      const ownId = cellAt(cells, id);
      cells[sku] =
        productSku === ''
          ? deriveSku(ownId === '' ? [] : ['woocommerce', ownId])
          : deriveSku([productSku, ...options.map(({ value }) => value)]);
    }
    const { value, errors } = readRow({ cells });
    if (typeof value['category'] === 'string') {
      value['category'] = splitValues(value['category'])[0];
    }
    setOptions(
      value,
      options.map((option) => {
        const values = splitValues(option.value);
        return { name: option.name, value: values.length === 1 ? values[0] : values };
      }),
    );
    return { row, cells, value, errors };
  };

  return {
    belongs: ([first], row) => {
      if (first === undefined || !isOf(first, 'variable')) {
        return false;
      }
      const named = cellAt(row.cells, parent);
      return (
        row.flaw !== undefined ||
        (isOf(row, 'variation') &&
          (named === '' || named === cellAt(first.cells, sku) || named === `id:${cellAt(first.cells, id)}`))
      );
    },
    read: (group) => {
      const product = group.find((row) => isOf(row, 'variable'));
      return group.flatMap((row) => {
        if (flawsOf(row, columns).length > 0) {
          return [{ row, cells: row.cells, ...readRow(row) }];
        }
        return row === product ? [] : [readProduct(row, product)];
      });
    },
  };
}

function splitValues(text: string): string[] {
  return text
    .split(COMMA)
    .map((part) => part.trim().replaceAll('\\,', ','))
    .filter((part) => part !== '');
}
