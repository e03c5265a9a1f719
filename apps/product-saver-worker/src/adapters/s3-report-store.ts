import {
  RejectedItem,
  rejectedItemsKey,
  reportKey,
  reportPartsPrefix,
  reportPartsStart,
  ReportPart,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { REPORT_FORMATS, toBlocksText } from '@async-catalog/report-builder';
import {
  GetObjectCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { pMapIterable } from 'p-map';
import { z } from 'zod';
import type { ReportStore } from '../core/ports.ts';

/** Number of parts that are fetched in parallel while merging, which limits those in memory. */
const PARTS_AHEAD = 8;

export function createS3ReportStore(s3: S3Client, bucket: string): ReportStore {
  async function put(input: Omit<PutObjectCommandInput, 'Bucket'>, abortSignal: AbortSignal): Promise<void> {
    // The client adds a CRC-32 that S3 checks before it keeps the object.
    await s3.send(new PutObjectCommand({ Bucket: bucket, ...input }), { abortSignal });
  }

  async function read<T>(key: string, schema: z.ZodType<T>, abortSignal: AbortSignal): Promise<T> {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal });
    return schema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
  }

  async function* partKeys(record: SubmissionRecord, abortSignal: AbortSignal): AsyncGenerator<string> {
    for await (const { Contents = [] } of paginateListObjectsV2(
      { client: s3 },
      { Bucket: bucket, Prefix: reportPartsPrefix(record.id), StartAfter: reportPartsStart(record) },
      { abortSignal },
    )) {
      yield* Contents.flatMap(({ Key }) => Key ?? []);
    }
  }

  return {
    putPart: (submissionId, partId, part, signal) =>
      put(
        {
          Key: `${reportPartsPrefix(submissionId)}${partId}.json`,
          Body: JSON.stringify(part),
          ContentType: REPORT_FORMATS.json.mediaType,
        },
        signal,
      ),

    async *results(record, signal) {
      const parts = pMapIterable(partKeys(record, signal), (key) => read(key, ReportPart, signal), {
        concurrency: PARTS_AHEAD,
      });
      for await (const { items } of parts) {
        yield* items;
      }
    },

    rejectedItems: (submissionId, signal) =>
      read(rejectedItemsKey(submissionId), z.array(RejectedItem), signal),

    putReport: (submissionId, { text, blocks }, settlements, signal) =>
      put(
        {
          Key: reportKey(submissionId, 'json'),
          Body: text,
          ContentType: REPORT_FORMATS.json.mediaType,
          Metadata: { settlements: String(settlements), blocks: toBlocksText(blocks) },
        },
        signal,
      ),

    putProductReport: (productId, text, signal) =>
      put({ Key: productId, Body: text, ContentType: REPORT_FORMATS.txt.mediaType }, signal),
  };
}
