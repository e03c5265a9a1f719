import {
  type ImportId,
  importIdForKey,
  ImportRecord,
  newSubmissionId,
  submissionTimes,
  type PutMessage,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { submissionRecord } from '@async-catalog/product-schema/testing';

const ACCEPTED_AT = '2026-01-31T09:30:00.000Z';

type MessageOverrides = Partial<Omit<PutMessage, 'product'>> & {
  product?: Partial<PutMessage['product']>;
};

/** Builds a message, by default of a submission of one product. */
export function message({ product, ...overrides }: MessageOverrides = {}): PutMessage {
  return {
    version: 1,
    submissionId: newSubmissionId(),
    index: 0,
    total: 1,
    caller: 'shop-7',
    acceptedAt: ACCEPTED_AT,
    requestId: 'request-1',
    ...overrides,
    product: { name: 'Teapot', price: 24.5, currency: 'EUR', ...product },
  };
}

/** Builds the messages of one submission, an item for each of `products`. */
export function submission(
  products: readonly Partial<PutMessage['product']>[],
  overrides: MessageOverrides = {},
): PutMessage[] {
  const submissionId = newSubmissionId();
  return products.map((product, index) =>
    message({
      submissionId,
      index,
      total: products.length,
      ...overrides,
      product: { ...overrides.product, ...product },
    }),
  );
}

/** Builds the messages of a chunk of an import, whose second row is line 3 of the file, and the chunk's record. */
export function chunkOf(
  products: readonly Partial<PutMessage['product']>[],
  { importId = newImport(), chunk = 0 }: { importId?: ImportId; chunk?: number } = {},
) {
  const sent = submission(products, { importId }).map((one) => ({ ...one, line: one.index + 2 }));
  const record: SubmissionRecord = { ...buildRecord(sent[0]!), importId, chunk };
  return { importId, sent, record };
}

/** Builds the record of an import, as it is while its file is read. */
export function importRecord(fields: Partial<ImportRecord> = {}): ImportRecord {
  return ImportRecord.parse({
    id: newImport(),
    caller: 'shop-7',
    requestId: 'request-1',
    fileName: 'products.csv',
    size: 100,
    options: {},
    fingerprint: 'f',
    createdAt: '2026-01-31T09:29:00.000Z',
    startedAt: ACCEPTED_AT,
    expiresAt: 1_800_000_000,
    ...fields,
  });
}

export function newImport(): ImportId {
  return importIdForKey('shop-7', newSubmissionId());
}

/** Builds the record that intake makes before it sends a message. */
export function buildRecord({
  submissionId,
  total,
  caller,
  requestId,
  acceptedAt,
}: PutMessage): SubmissionRecord {
  return submissionRecord({
    id: submissionId,
    total,
    caller,
    requestId,
    ...submissionTimes(new Date(acceptedAt)),
  });
}
