import {
  RejectedItem,
  Report,
  ReportIssue,
  ReportItem,
  ReportPart,
  rejectedItemsKey,
  reportKey,
  reportPartsPrefix,
  reportPartsStart,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import {
  parseBlocks,
  type ReportReader,
  type Span,
  spanOf,
  toBlocksText,
} from '@async-catalog/report-builder';
import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  NoSuchKey,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { pMapIterable } from 'p-map';
import { z } from 'zod';
import { translateTransient } from './translate-transient.ts';

/** Number of report parts that are fetched in parallel. */
const PARTS_AHEAD = 8;

const absent = z.undefined().optional();

/**
 * A report as workers wrote it that knew no changes, or no cancelled items, of schema version 1 or 2. It counts as none, and is built
 * again from the same parts, so that a reader never finds a report without its sums.
 */
const EarlierReport = z
  .object({
    summary: z.union([z.object({ changes: absent }), z.object({ counts: z.object({ cancelled: absent }) })]),
  })
  .transform(() => undefined);

export function createS3ReportReader(s3: S3Client, bucket: string): ReportReader {
  async function open(key: string, span?: Span): Promise<GetObjectCommandOutput | undefined> {
    const Range = span && `bytes=${span.start}-${span.end - 1}`;
    try {
      return await translateTransient(() =>
        s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range })),
      );
    } catch (error) {
      // Another report has taken its place, and is shorter.
      const isPast = error instanceof S3ServiceException && error.name === 'InvalidRange';
      if (error instanceof NoSuchKey || isPast) {
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

  /** Reads the entries in a part of a report, if it is the report whose blocks are known. */
  async function slice<Entry extends z.ZodType>(
    key: string,
    entry: Entry,
    span: Span,
    known: Readonly<Record<string, string>>,
  ): Promise<z.output<Entry>[] | undefined> {
    if (span.start === span.end) {
      return [];
    }
    const object = await open(key, span);
    const text = await translateTransient(async () => object?.Body?.transformToString());
    const isKnown = Object.entries(known).every(([name, value]) => object?.Metadata?.[name] === value);
    return text !== undefined && isKnown ? z.array(entry).parse(parseBlocks(text)) : undefined;
  }

  async function partKeys(record: SubmissionRecord): Promise<string[]> {
    const pages = paginateListObjectsV2(
      { client: s3 },
      { Bucket: bucket, Prefix: reportPartsPrefix(record.id), StartAfter: reportPartsStart(record) },
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

    async reportSlice(submissionId, { settlements, blocks }, { first, last }) {
      const key = reportKey(submissionId, 'json');
      const known = { settlements: String(settlements), blocks: toBlocksText(blocks) };
      const [items, issues] = await Promise.all([
        slice(key, ReportItem, spanOf(blocks.items, first, last), known),
        slice(key, ReportIssue, spanOf(blocks.issues, first, last), known),
      ]);
      return items && issues && { items, issues };
    },

    async *results(record) {
      const keys = await partKeys(record);
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
