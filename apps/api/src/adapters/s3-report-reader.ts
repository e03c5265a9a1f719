import {
  RejectedItem,
  Report,
  ReportPart,
  rejectedItemsKey,
  reportKey,
  reportPartsPrefix,
} from '@async-catalog/product-schema';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  NoSuchKey,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { pMapIterable } from 'p-map';
import { z } from 'zod';
import type { ReportReader } from '../core/ports.ts';
import { translateTransient } from './translate-transient.ts';

/** Number of report parts that are fetched in parallel. */
const PARTS_AHEAD = 8;

/** A report of schema version 1, as earlier workers wrote it. It counts as none, and is built again from the same parts. */
const EarlierReport = z
  .object({ header: z.object({ schemaVersion: z.literal(1) }) })
  .transform(() => undefined);

export function createS3ReportReader(s3: S3Client, bucket: string): ReportReader {
  async function open(key: string): Promise<GetObjectCommandOutput | undefined> {
    try {
      return await translateTransient(() => s3.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return undefined;
      }
      throw error;
    }
  }

  /** Reads the whole object, so that one which breaks off is never half an answer. */
  async function read<Schema extends z.ZodType>(
    key: string,
    schema: Schema,
    isWanted: (object: GetObjectCommandOutput) => boolean = () => true,
  ): Promise<z.output<Schema> | undefined> {
    const object = await open(key);
    if (object === undefined) {
      return undefined;
    }
    const text = await translateTransient(async () => object.Body?.transformToString());
    return text !== undefined && isWanted(object) ? schema.parse(JSON.parse(text)) : undefined;
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
    report: (submissionId, settlements) =>
      read(
        reportKey(submissionId, 'json'),
        Report.or(EarlierReport),
        ({ Metadata }) => Metadata?.['settlements'] === String(settlements),
      ),

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
