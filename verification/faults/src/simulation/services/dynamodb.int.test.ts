import { provision, startEmulators } from '@async-catalog/local-cloud';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { history } from '../../histories.ts';
import { IMPORT_TABLE, LIMIT_TABLE, LIST_TABLE, PRODUCT_TABLE, SUBMISSION_TABLE } from '../apps.ts';
import type { Attributes } from './dynamodb.ts';
import type { History } from '../history.ts';
import { withWorld } from '../with-world.ts';

const table = (name: string, keys = ['id']) => ({
  name,
  keySchema: keys.map((AttributeName, n) => ({
    AttributeName,
    KeyType: n === 0 ? ('HASH' as const) : ('RANGE' as const),
  })),
  attributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
});

/** Dynalite never returns the item of a failed condition, and gets no records but those that calls write. */
const COMPARABLE = { conditionFailuresReturnItem: false, mixesVersions: false };

/** Selects histories of few calls, so that the comparison is short. */
function isShort({ requests, firstRedrive, outages }: History): boolean {
  const products = [...requests, ...firstRedrive.traffic].map((request) => request.products.length);
  return outages.length === 0 && products.reduce((sum, count) => sum + count, 0) <= 30;
}

const idOf = (item: Attributes): string => item['id']?.S ?? '';

/** Lists the items of a batch, which come in any order, by their ids and without the names of tables. */
function inOrder(body: unknown): unknown {
  const { Responses, ...rest } = body as { readonly Responses?: Readonly<Record<string, Attributes[]>> };
  return Responses === undefined
    ? body
    : {
        ...rest,
        items: Object.values(Responses)
          .flat()
          .toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1)),
      };
}

describe('the simulated DynamoDB', () => {
  let emulators: Awaited<ReturnType<typeof startEmulators>>;

  beforeAll(async () => {
    emulators = await startEmulators();
  });
  afterAll(() => emulators.close());

  async function send(target: string, body: string): Promise<{ status: number; body: unknown }> {
    const response = await fetch(emulators.endpoints.dynamodb, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': target,
        'x-amz-date': '20260131T093000Z',
        authorization: 'AWS4-HMAC-SHA256 Credential=a, SignedHeaders=a, Signature=a',
      },
      body,
    });
    return { status: response.status, body: await response.json() };
  }

  it.each(
    fc
      .sample(history.filter(isShort), { numRuns: 4, seed: 1 })
      .map((one, number) => ({ one, suffix: `-${number}` })),
  )('responds to every call of a history as dynalite does ($suffix)', async ({ one, suffix }) => {
    await provision(emulators, {
      tables: [
        ...[PRODUCT_TABLE, SUBMISSION_TABLE, IMPORT_TABLE].map((name) => table(name + suffix)),
        table(LIST_TABLE + suffix, ['list', 'entry']),
        table(LIMIT_TABLE + suffix, ['window']),
      ],
    });
    const calls = await withWorld({ ...one, ...COMPARABLE }, async (world) => {
      await world.quiesce();
      return world.tableCalls;
    });

    expect(calls.length).toBeGreaterThan(0);
    for (const { request, response } of calls.filter(
      ({ response: { body } }) => !body.includes('maximum allowed size'),
    )) {
      const body = request.body
        .replace(/"TableName":"(\w+)"/, `"TableName":"$1${suffix}"`)
        .replace(/"RequestItems":\{"(\w+)"/, `"RequestItems":{"$1${suffix}"`);
      const answer = await send(request.headers['x-amz-target'] ?? '', body);
      expect({ ...answer, body: inOrder(answer.body) }).toEqual({
        status: response.status,
        body: inOrder(JSON.parse(response.body)),
      });
    }
  });
});
