import {
  RejectedItem,
  Report,
  ReportPart,
  rejectedItemsKey,
  reportKey,
  reportPartsPrefix,
} from '@async-catalog/product-schema';
import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { pMapIterable } from 'p-map';
import { z } from 'zod';
import type { ReportReader } from '../core/ports.ts';
import { translateTransient } from './translate-transient.ts';

/** Number of report parts that are fetched in parallel. */
const PARTS_AHEAD = 8;

export function createS3ReportReader(s3: S3Client, bucket: string): ReportReader {
  async function open(key: string) {
    try {
      return await translateTransient(() => s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return undefined;
      }
      throw error;
    }
  }

  async function read<Schema extends z.ZodType>(
    key: string,
    schema: Schema,
  ): Promise<z.output<Schema> | undefined> {
    const object = await open(key);
    const text = await translateTransient(async () => object?.Body?.transformToString());
    return text === undefined ? undefined : schema.parse(JSON.parse(text));
  }

  async function partKeys(submissionId: string): Promise<string[]> {
    const pages = paginateListObjectsV2(
      { client: s3 },
      { Bucket: bucket, Prefix: reportPartsPrefix(submissionId) },
    );
    const contents = await translateTransient(() => Array.fromAsync(pages, (page) => page.Contents ?? []));
    return contents.flat().flatMap(({ Key }) => Key ?? []);
  }

  return {
    async open(submissionId, format) {
      const object = await open(reportKey(submissionId, format));
      return object?.Body?.transformToWebStream() as ReadableStream<Uint8Array> | undefined;
    },

    report: (submissionId) => read(reportKey(submissionId, 'json'), Report),

    async *results(submissionId) {
      const keys = await partKeys(submissionId);
      for await (const part of pMapIterable(keys, (key) => read(key, ReportPart), {
        concurrency: PARTS_AHEAD,
      })) {
        yield* part?.items ?? [];
      }
    },

    rejectedItems: async (submissionId) =>
      (await read(rejectedItemsKey(submissionId), z.array(RejectedItem))) ?? [],
  };
}
