import { MAX_ROW_BYTES } from '@async-catalog/product-schema';
import type { RowFlaw } from './row.ts';

export const TOO_LONG: RowFlaw = {
  code: 'TOO_LONG',
  detail: `has more than ${MAX_ROW_BYTES} bytes, the limit of a row; shorten it`,
};

export function unclosedQuote(column: number): RowFlaw {
  return {
    code: 'INVALID_FORMAT',
    column,
    detail: `has a quote in column ${column} that is never closed, or not within ${MAX_ROW_BYTES} bytes; close it, or write a quote that belongs to the text as ""`,
  };
}

export function textAfterQuote(column: number): RowFlaw {
  return {
    code: 'INVALID_FORMAT',
    column,
    detail: `has text after the closing quote in column ${column}; write a quote that belongs to the text as ""`,
  };
}
