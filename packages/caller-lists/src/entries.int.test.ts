import { startTestCloud, type TestCloud } from '@async-catalog/local-cloud/testing';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEntryReader, type EntryRange, MAX_CALLERS, TooManyCallersError } from './entry-reader.ts';
import { createEntryWriter } from './entry-writer.ts';
import type { Listed } from './list-entry.ts';

let cloud: TestCloud;
let documents: DynamoDBDocumentClient;
let tables = 0;

beforeAll(async () => {
  cloud = await startTestCloud({ tables: [] });
  documents = DynamoDBDocumentClient.from(new DynamoDBClient(cloud.clientConfig('dynamodb')));
});

afterAll(async () => {
  documents.destroy();
  await cloud.close();
});

/** Creates a table of its own for each test. */
async function setUp() {
  tables += 1;
  const TableName = `ListTable${tables}`;
  await cloud.createTable({ name: TableName, keys: ['list', 'entry'] });
  return {
    TableName,
    add: createEntryWriter(documents, TableName),
    reader: createEntryReader(documents, TableName),
  };
}

function listed(caller: string, createdAt: string, id = `${caller} at ${createdAt}`): Listed {
  return { id, caller, createdAt, expiresAt: Date.parse(createdAt) / 1000 + 60 };
}

function rangeOf(range: Partial<EntryRange> = {}): EntryRange {
  return {
    name: 'submissions',
    caller: 'alice',
    since: '2026-01-01T00:00:00.000Z',
    before: '2026-02-01T00:00:00.000Z',
    ...range,
  };
}

const NOON = '2026-01-31T12:00:00.000Z';

describe('the entries of a list', () => {
  it('come newest first, over the days, and end at the count', async () => {
    const { add, reader } = await setUp();
    const times = ['2026-01-01T00:00:00.000Z', '2026-01-12T08:00:00.000Z', '2026-01-31T23:59:59.999Z', NOON];
    for (const time of times) {
      await add('submissions', listed('alice', time));
    }

    const all = await reader.newest(rangeOf(), 10);

    expect(all.map(({ createdAt }) => createdAt)).toEqual(times.toSorted().toReversed());
    expect(all[0]).toEqual({
      position: `${times[2]}/alice at ${times[2]}`,
      id: `alice at ${times[2]}`,
      createdAt: times[2],
      caller: 'alice',
    });
    expect(await reader.newest(rangeOf(), 3)).toEqual(all.slice(0, 3));
  });

  it('include the time since when, and exclude that before which they are asked for', async () => {
    const { add, reader } = await setUp();
    await add('submissions', listed('alice', NOON));
    const later = '2026-01-31T12:00:00.001Z';

    expect(await reader.newest(rangeOf({ since: NOON, before: later }), 1)).toHaveLength(1);
    expect(await reader.newest(rangeOf({ since: later }), 1)).toEqual([]);
    expect(await reader.newest(rangeOf({ before: NOON }), 1)).toEqual([]);
  });

  it('are none in a range that ends before it begins', async () => {
    const { add, reader } = await setUp();
    await add('submissions', listed('alice', NOON));

    expect(await reader.newest(rangeOf({ since: '2026-01-31T13:00:00.000Z', before: NOON }), 10)).toEqual([]);
  });

  it('are of one caller, one kind and once each, however names look and however often they are added', async () => {
    const { add, reader } = await setUp();
    const callers = ['alice', 'alice/2026-01-31', '*', 'a#b', 'ALICE'];
    for (const caller of [...callers, ...callers]) {
      await add('submissions', listed(caller, NOON));
    }
    await add('imports', listed('alice', NOON));

    for (const caller of callers) {
      expect(await reader.newest(rangeOf({ caller }), 10)).toMatchObject([{ caller }]);
    }
    expect(await reader.newest(rangeOf({ name: 'imports' }), 10)).toHaveLength(1);
    expect(await reader.newest(rangeOf({ caller: 'bob' }), 10)).toEqual([]);
  });

  it('are of all callers, in one order, where no caller is named', async () => {
    const { add, reader } = await setUp();
    const minutes = Array.from({ length: 12 }, (_, n) => `2026-01-${n < 6 ? 30 : 31}T10:0${n % 6}:00.000Z`);
    for (const [n, time] of minutes.entries()) {
      await add('submissions', listed(`caller ${n % 3}`, time));
    }

    const all = await reader.newest(rangeOf({ caller: undefined }), 100);

    expect(all.map(({ createdAt }) => createdAt)).toEqual(minutes.toReversed());
    expect(await reader.newest(rangeOf({ caller: undefined, before: all[4]?.position ?? '' }), 3)).toEqual(
      all.slice(5, 8),
    );
  });

  it('give every entry once when they are read page by page, also those of one moment', async () => {
    const { add, reader } = await setUp();
    const written = Array.from({ length: 40 }, (_, n) =>
      listed('alice', `2026-01-${10 + (n % 3)}T10:00:00.00${n % 2}Z`, `id ${String(n).padStart(2, '0')}`),
    );
    await Promise.all(written.map((entry) => add('submissions', entry)));
    const inOrder = written.map(({ createdAt, id }) => `${createdAt}/${id}`).sort((a, b) => (a > b ? -1 : 1));

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 45 }), async (size) => {
        const read: string[] = [];
        for (let before = rangeOf().before; ; before = read.at(-1) ?? '') {
          const page = await reader.newest(rangeOf({ before }), size);
          read.push(...page.map(({ position }) => position));
          if (page.length < size) {
            break;
          }
        }

        expect(read).toEqual(inOrder);
      }),
      { numRuns: 10 },
    );
  });

  it('of all callers are refused on a day with more of them than one request can ask for', async () => {
    const { add, reader, TableName } = await setUp();
    for (let n = 0; n < MAX_CALLERS; n += 1) {
      await add('submissions', listed(`caller ${n}`, NOON));
    }
    expect(await reader.newest(rangeOf({ caller: undefined }), 5)).toHaveLength(5);

    await createEntryWriter(documents, TableName)('submissions', listed('one more', NOON));

    await expect(reader.newest(rangeOf({ caller: undefined }), 5)).rejects.toThrow(TooManyCallersError);
    expect(await reader.newest(rangeOf({ caller: 'one more' }), 5)).toHaveLength(1);
  });

  it('note a caller once a day in each instance, and again when the note failed', async () => {
    const { TableName } = await setUp();
    const puts: unknown[] = [];
    let isOut = true;
    const send = (command: { input: { Item?: { list: string } } }) => {
      puts.push(command.input.Item?.list);
      return isOut ? Promise.reject(new Error('out')) : Promise.resolve({});
    };
    const add = createEntryWriter({ send } as unknown as DynamoDBDocumentClient, TableName);

    await expect(add('submissions', listed('alice', NOON))).rejects.toThrow('out');
    isOut = false;
    await add('submissions', listed('alice', NOON));
    await add('submissions', listed('alice', NOON));
    await add('imports', listed('alice', NOON));
    await add('submissions', listed('alice', '2026-02-01T12:00:00.000Z'));

    expect(puts.filter((list) => String(list).startsWith('callers/'))).toEqual([
      'callers/submissions/2026-01-31',
      'callers/submissions/2026-01-31',
      'callers/imports/2026-01-31',
      'callers/submissions/2026-02-01',
    ]);
  });

  it('expire with what they are of, and the note of their caller a day later', async () => {
    const { add, TableName } = await setUp();
    await add('submissions', listed('alice', NOON));

    const { Items = [] } = await documents.send(new ScanCommand({ TableName }));

    const own = Date.parse(NOON) / 1000 + 60;
    expect(new Set(Items.map((row) => row['expiresAt'] as number))).toEqual(new Set([own, own + 86_400]));
  });
});
