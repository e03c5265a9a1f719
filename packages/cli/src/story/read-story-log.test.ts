import { startTestCloud, type TestCloud } from '@async-catalog/local-cloud/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CatalogLog } from './config.ts';
import { LogError, readStoryLog } from './read-story-log.ts';

const ID = '0199aaaa-0000-7000-8000-000000000001';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ metricFilters: [] });
  return () => cloud.close();
});

const log = (...logGroups: string[]): CatalogLog => ({
  logGroups,
  place: cloud.clientConfig('cloudwatch'),
  name: 'the log',
});

const write = (logGroup: string, atMs: number, fields: object) =>
  cloud.writeLog(logGroup, JSON.stringify({ submissionId: ID, ...fields }), atMs);

const never = new AbortController().signal;

describe('readStoryLog', () => {
  it('reads what all log groups say about a submission in a time, both ends included', async () => {
    write('/worker', 999, { message: 'too early' });
    write('/intake', 1000, { message: 'Submission accepted', accepted: 1 });
    write('/worker', 1500, { message: 'of another', submissionId: 'another', detail: ID });
    cloud.writeLog('/worker', `REPORT RequestId: ${ID}`, 1500);
    write('/worker', 2000, { message: 'Report written' });
    write('/worker', 2001, { message: 'too late' });

    const { logged, isCut } = await readStoryLog(
      { id: ID, fromMs: 1000, untilMs: 2000 },
      log('/intake', '/worker'),
      never,
    );

    expect(logged.map(({ event }) => event)).toEqual(['queued', 'reported']);
    expect(isCut).toBe(false);
  });

  it('reads on after pages without a line of it, and to the end of a long story', async () => {
    for (let n = 0; n < 25_000; n += 1) {
      cloud.writeLog('/pages', '{"message":"of another"}', 1000);
    }
    const detail = 'x'.repeat(1000);
    for (let index = 0; index < 3000; index += 1) {
      write('/pages', 1000, { message: 'Record returned to the queue', index, detail });
    }

    const { logged } = await readStoryLog({ id: ID, fromMs: 0, untilMs: 2000 }, log('/pages'), never);

    expect(new Set(logged.map(({ index }) => index)).size).toBe(3000);
  });

  it('reads as many lines as it may, and says if there are more', async () => {
    for (let index = 0; index < 3; index += 1) {
      write('/cut', 1000, { message: 'Product failed', index });
    }
    const query = { id: ID, fromMs: 0, untilMs: 2000 };

    const all = await readStoryLog(query, log('/cut'), never, 3);
    const cut = await readStoryLog(query, log('/cut', '/worker'), never, 2);

    expect(all).toMatchObject({ logged: [{ index: 0 }, { index: 1 }, { index: 2 }], isCut: false });
    expect(cut).toMatchObject({ logged: [{ index: 0 }, { index: 1 }], isCut: true });
  });

  it('names the log group that it can’t read', async () => {
    const reading = readStoryLog({ id: ID, fromMs: 0, untilMs: 1 }, log('/intake', '/none'), never);

    await expect(reading).rejects.toThrow(LogError);
    await expect(reading).rejects.toMatchObject({
      logGroup: '/none',
      cause: { name: 'ResourceNotFoundException' },
    });
  });

  it('ends when it is interrupted', async () => {
    const reading = readStoryLog({ id: ID, fromMs: 0, untilMs: 1 }, log('/intake'), AbortSignal.abort());

    await expect(reading).rejects.toMatchObject({ cause: { name: 'AbortError' } });
  });
});
