import { z } from 'zod';
import { Op } from '../operation.ts';
import { refuse } from '../text.ts';
import { MAX_COLUMN_LENGTH, MAX_IMPORT_COLUMNS } from './import-limits.ts';

/**
 * Rules that turn the cells of a row into the fields of an item. `columns` names for each column that is used
 * the field it fills: one of a product's, `attributes.NAME`, `op`, `id` or `ifVersion`.
 */
export const ImportMapping = z
  .strictObject({
    columns: z
      .record(z.string().max(MAX_COLUMN_LENGTH), z.string().max(MAX_COLUMN_LENGTH))
      .check((payload) => {
        const { length } = Object.keys(payload.value);
        if (length > MAX_IMPORT_COLUMNS) {
          refuse(payload, 'TOO_MANY', `names ${length} columns; send at most ${MAX_IMPORT_COLUMNS}`);
        }
      })
      .optional()
      .describe('By the name of a column, the field that it fills. Columns that are not named are ignored.'),
    layout: z
      .enum(['shopify', 'woocommerce'])
      .optional()
      .describe('Layout of another shop, whose rows depend on one another.'),
    decimal: z.enum(['.', ',']).optional().describe('Decimal mark of numbers; a point by default.'),
    separator: z
      .string()
      .min(1)
      .max(3)
      .optional()
      .describe('Separator between the tags or images in one cell; a comma by default.'),
    defaults: z
      .record(z.string().max(MAX_COLUMN_LENGTH), z.string().max(MAX_COLUMN_LENGTH))
      .optional()
      .describe('By field, the value where the row has none; such as `{"currency": "EUR"}`.'),
    op: Op.optional().describe('Operation of rows that name none; `merge` by default.'),
  })
  .meta({ id: 'ImportMapping' });
export type ImportMapping = z.infer<typeof ImportMapping>;

/** A column of a file, the field that it is taken to fill, and why. */
export const ColumnGuess = z
  .object({
    column: z.string(),
    field: z.string().optional().describe('Absent where the column is ignored.'),
    reason: z.string(),
  })
  .meta({ id: 'ColumnGuess' });
export type ColumnGuess = z.infer<typeof ColumnGuess>;
