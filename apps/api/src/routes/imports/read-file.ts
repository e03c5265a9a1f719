import { ProblemError } from '@async-catalog/http-contract';
import {
  FileName,
  ImportMapping,
  ImportRequestOptions,
  MAX_DIRECT_IMPORT_BYTES,
} from '@async-catalog/product-schema';
import { parse } from 'content-disposition';
import type { Context } from 'hono';
import { z } from 'zod';
import { DryRunQuery } from '../products/submit-request.ts';
import { readBody } from '../read-body.ts';

const CURRENCY = 'is not the code of a currency; send three capitals, such as EUR';

/** Query of an import whose file is the body. */
export const ReceiveImportQuery = DryRunQuery.extend({
  fileName: FileName.optional().describe('Otherwise taken from `Content-Disposition`.'),
  preview: ImportRequestOptions.shape.preview,
  decimal: ImportMapping.shape.decimal,
  currency: z
    .string()
    .length(3, CURRENCY)
    .regex(/^[A-Z]*$/, CURRENCY)
    .optional()
    .describe('Currency of rows that name none.'),
  op: ImportMapping.shape.op,
});

/**
 * Reads the file in a request, as it was sent. A `Content-Encoding` of gzip leaves it packed, like a file
 * that is.
 * @throws {ProblemError} `PAYLOAD_TOO_LARGE`, `INVALID_FILE` if it is empty, or `INVALID_REQUEST` of its name
 */
export async function readFile(
  c: Context,
  otherName: string,
): Promise<{ readonly name: string; readonly content: Uint8Array }> {
  const name = c.req.query('fileName') === undefined ? (readName(c) ?? otherName) : otherName;
  const content = await readBody(c.req.raw, {
    maxBytes: MAX_DIRECT_IMPORT_BYTES,
    fix: 'send the name and the size of a larger file as JSON, and upload it in parts',
  });
  if (content.byteLength === 0) {
    throw new ProblemError('INVALID_FILE', 'EMPTY_FILE: the body is empty; send the file.');
  }
  return { name, content };
}

function readName(c: Context): string | undefined {
  const header = c.req.header('content-disposition');
  const { filename } = header === undefined ? {} : (parse(header).parameters as { filename?: string });
  if (filename === undefined) {
    return undefined;
  }
  const name = FileName.safeParse(filename);
  if (!name.success) {
    const [issue] = name.error.issues;
    throw new ProblemError('INVALID_REQUEST', `The file name in Content-Disposition ${issue?.message}.`);
  }
  return name.data;
}
