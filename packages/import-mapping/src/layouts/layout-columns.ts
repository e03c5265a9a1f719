import { ATTRIBUTE_PREFIX } from '../mapping/fields.ts';
import { normalizeName } from '../mapping/normalize-name.ts';
import type { LayoutName } from './layout.ts';

/** Fields by the columns of a layout, under all the names that these have had. A column that isn't named is ignored. */
interface LayoutColumns {
  /** Columns by which a file is known to have the layout: it has one of each. */
  readonly signs: readonly (readonly string[])[];
  readonly fields: Readonly<Record<string, string>>;
  /** Columns that the layout itself reads, and the reason why. */
  readonly own: readonly (readonly [pattern: RegExp, reason: string])[];
}

const attribute = (name: string): string => `${ATTRIBUTE_PREFIX}${name}`;

export const LAYOUT_COLUMNS: Readonly<Record<LayoutName, LayoutColumns>> = {
  shopify: {
    signs: [
      ['Handle', 'URL handle'],
      ['Title'],
      ['Variant SKU', 'Variant Price', 'Option1 Name', 'Option1 Value'],
    ],
    fields: {
      Title: 'name',
      'Body (HTML)': 'description',
      Description: 'description',
      Vendor: 'brand',
      Type: 'category',
      'Product Category': 'category',
      Tags: 'tags',
      'Variant SKU': 'sku',
      SKU: 'sku',
      'Variant Price': 'price',
      Price: 'price',
      'Image Src': 'images',
      'Product image URL': 'images',
      'Variant Image': 'images',
      'Variant image URL': 'images',
      'Variant Barcode': attribute('Barcode'),
      Barcode: attribute('Barcode'),
      'Variant Compare At Price': attribute('Compare at price'),
      'Compare-at price': attribute('Compare at price'),
      'Variant Grams': attribute('Weight in grams'),
      'Weight value (grams)': attribute('Weight in grams'),
    },
    own: [
      [
        /^(?:url)?handle$/,
        'groups the rows of a product; a variant without a SKU gets one from the handle and its options',
      ],
      [/^productcategory$/, 'is the category of products whose type is blank'],
      [
        /^option\d(?:name|value)$/,
        'is an option of the variant: it becomes an attribute, and a part of the name',
      ],
    ],
  },
  woocommerce: {
    signs: [
      ['Type'],
      ['Regular price'],
      ['Published', 'Parent', 'Attribute 1 name', 'Visibility in catalog'],
    ],
    fields: {
      SKU: 'sku',
      Name: 'name',
      'Regular price': 'price',
      Description: 'description',
      'Short description': 'description',
      Categories: 'category',
      Brands: 'brand',
      Brand: 'brand',
      Tags: 'tags',
      Images: 'images',
      'Sale price': attribute('Sale price'),
      'GTIN, UPC, EAN, or ISBN': attribute('GTIN'),
      'Weight (kg)': attribute('Weight (kg)'),
      'Weight (g)': attribute('Weight (g)'),
      'Weight (lbs)': attribute('Weight (lbs)'),
      'Length (cm)': attribute('Length (cm)'),
      'Width (cm)': attribute('Width (cm)'),
      'Height (cm)': attribute('Height (cm)'),
      'Length (in)': attribute('Length (in)'),
      'Width (in)': attribute('Width (in)'),
      'Height (in)': attribute('Height (in)'),
    },
    own: [
      [
        /^(?:type|parent)$/,
        'joins a variation to its product, which fills in what it leaves blank and is no item',
      ],
      [/^id$/, 'makes the SKU of a product that has none'],
      [/^attribute\d+(?:name|values)$/, 'is an attribute of the product'],
      [/^shortdescription$/, 'is the description of products that have no other'],
    ],
  },
};

/** Finds the layout that a header has. */
export function detectLayout(columns: readonly string[]): LayoutName | undefined {
  return (Object.keys(LAYOUT_COLUMNS) as LayoutName[]).find(
    (layout) => missingColumns(layout, columns).length === 0,
  );
}

/** Lists what a header lacks of a layout: of each kind of column, the usual one. */
export function missingColumns(layout: LayoutName, columns: readonly string[]): string[] {
  const names = new Set(columns.map(normalizeName));
  return LAYOUT_COLUMNS[layout].signs
    .filter((sign) => !sign.some((name) => names.has(normalizeName(name))))
    .map(([usual = '']) => usual);
}
