import {
  RejectedItem,
  rejectedItemsKey,
  Report,
  reportKey,
  ReportPart,
  reportPartsPrefix,
  reportPartsStart,
} from '@async-catalog/product-schema';
import type { StoredReports } from '@async-catalog/report-builder';
import { GetObjectCommand, NoSuchKey, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { pMapIterable } from 'p-map';
import { z } from 'zod';

/** Number of report parts that are fetched in parallel. */
const PARTS_AHEAD = 8;

export function createS3StoredReports(s3: S3Client, bucket: string): StoredReports {
  /** Reads an object, if it is the one whose metadata are known. */
  async function read<T>(
    Key: string,
    schema: z.ZodType<T>,
    known: Readonly<Record<string, string>> = {},
  ): Promise<T | undefined> {
    try {
      const { Body, Metadata } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key }));
      const text = (await Body?.transformToString()) ?? '';
      const isKnown = Object.entries(known).every(([name, value]) => Metadata?.[name] === value);
      return isKnown ? schema.parse(JSON.parse(text)) : undefined;
    } catch (error) {
      if (error instanceof NoSuchKey) {
        return undefined;
      }
      throw error;
    }
  }

  return {
    report: (submissionId, settlements) =>
      read(reportKey(submissionId, 'json'), Report, { settlements: String(settlements) }),

    async *results(record) {
      const pages = paginateListObjectsV2(
        { client: s3 },
        { Bucket: bucket, Prefix: reportPartsPrefix(record.id), StartAfter: reportPartsStart(record) },
      );
      const keys = (await Array.fromAsync(pages, ({ Contents = [] }) => Contents)).flat();
      const parts = pMapIterable(keys, ({ Key = '' }) => read(Key, ReportPart), { concurrency: PARTS_AHEAD });
      for await (const part of parts) {
        yield* part?.items ?? [];
      }
    },

    rejectedItems: async (submissionId) =>
      (await read(rejectedItemsKey(submissionId), z.array(RejectedItem))) ?? [],
  };
}
