import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { createGroupedCounts, type Taken, type Window } from './grouped-counts.ts';
import { createOutageLog } from './outage-log.ts';
import { type PolicyName, quotaOf, type Quotas, WINDOW_SECONDS } from './policies.ts';
import { createRefusals } from './refusals.ts';
import type { Usage } from './usage.ts';

/** A caller and its limits. */
export interface Limited {
  readonly caller: string;
  readonly quotas: Quotas;
}

/** Result of counting. */
export interface Count {
  /** Tells whether it was within the limit; `true` also when the table doesn't answer. */
  readonly passed: boolean;
  /** `undefined` when the table doesn't answer. */
  readonly usage: Usage | undefined;
  /** Takes back what was counted, for the same window. Never rejects. */
  readonly giveBack: () => Promise<void>;
}

/** Counts what callers use. No method rejects: while the table is out, everything passes. */
export interface Limiter {
  /** Counts so many if that many are left in this window, else none of them. */
  take(policy: PolicyName, limited: Limited, count: number): Promise<Count>;
  /** Counts so many, whether or not they are left. */
  add(policy: PolicyName, limited: Limited, count: number): Promise<Count>;
  /** Reads what is left, and counts nothing. Resolves to `undefined` when the table doesn't answer. */
  read(policy: PolicyName, limited: Limited): Promise<Usage | undefined>;
}

/** Logs that the table doesn't answer, and so many counts passed unseen; at most once in a while. */
export type LogOutage = (error: unknown, uncounted: number) => void;

interface LimiterOptions {
  /** Client that makes one attempt. */
  readonly documents: DynamoDBDocumentClient;
  readonly tableName: string;
  readonly now: () => Date;
  readonly logOutage: LogOutage;
  /** Time within which the table has to answer. */
  readonly timeoutMs: number;
}

/** Time that an item is kept after its window, so that a clock that is behind still finds it. */
const KEPT_SECONDS = 3600;

/** Settings of the client: a repeated count would count twice, and come too late. */
export const LIMITER_BUDGET = { maxAttempts: 1 } as const;

/**
 * Creates the limiter of one instance. A count, or those of a window that come at once, is one conditional update, which DynamoDB
 * serializes: never more than the limit passes, however many instances count. A window begins at a multiple of its length, not
 * with the first request, so nothing that a caller sends moves it.
 */
export function createLimiter({
  documents,
  tableName: TableName,
  now,
  logOutage,
  timeoutMs,
}: LimiterOptions): Limiter {
  const refusals = createRefusals();
  const reportOutage = createOutageLog(logOutage, () => now().getTime());

  const takeUpTo = createGroupedCounts({
    update: (window, count, quota) => update(window, count, quota - count),
    refusals,
    nowMs: () => now().getTime(),
  });

  /** Counts, and refuses if more than `most` was taken before. */
  async function update({ key, endsAtMs }: Window, count: number, most: number | undefined): Promise<Taken> {
    const command = new UpdateCommand({
      TableName,
      Key: { window: key },
      UpdateExpression: 'SET #expiresAt = :expiresAt ADD #taken :count',
      ...(most !== undefined && { ConditionExpression: conditionOf(most) }),
      ExpressionAttributeNames: { '#taken': 'taken', '#expiresAt': 'expiresAt' },
      ExpressionAttributeValues: {
        ':count': count,
        ':expiresAt': Math.ceil(endsAtMs / 1000) + KEPT_SECONDS,
        ...(most !== undefined && { ':most': most }),
      },
      ReturnValues: 'UPDATED_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes } = await documents.send(command, within(timeoutMs));
      return { taken: takenOf(Attributes), refused: false };
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) {
        throw error;
      }
      // Emulators don't return the item.
      const taken = error.Item === undefined ? await readTaken(key) : Number(error.Item['taken']?.N ?? 0);
      return { taken, refused: true };
    }
  }

  async function readTaken(key: string): Promise<number> {
    const command = new GetCommand({ TableName, Key: { window: key }, ConsistentRead: true });
    const { Item } = await documents.send(command, within(timeoutMs));
    return takenOf(Item);
  }

  /** Takes back what was counted. If that fails, it stays counted. */
  async function giveBack(window: Window, count: number): Promise<void> {
    refusals.forget(window.key);
    await update(window, -count, undefined).catch(reportOutage);
  }

  async function countBy(
    policy: PolicyName,
    { caller, quotas }: Limited,
    asked: number,
    countIn: (window: Window, quota: number) => Promise<Taken>,
  ): Promise<Count> {
    const at = now().getTime();
    const window = windowOf(policy, caller, at);
    const quota = quotaOf(policy, quotas);
    try {
      const { taken, refused } = await countIn(window, quota);
      return {
        passed: !refused,
        usage: toUsage(policy, quota, taken, window, at),
        giveBack: refused ? NOTHING : () => giveBack(window, asked),
      };
    } catch (error) {
      reportOutage(error);
      return { passed: true, usage: undefined, giveBack: NOTHING };
    }
  }

  return {
    take: (policy, limited, asked) =>
      countBy(policy, limited, asked, (window, quota) => takeUpTo(window, asked, quota)),
    add: (policy, limited, asked) =>
      countBy(policy, limited, asked, (window) => update(window, asked, undefined)),
    async read(policy, { caller, quotas }) {
      const at = now().getTime();
      const window = windowOf(policy, caller, at);
      try {
        return toUsage(policy, quotaOf(policy, quotas), await readTaken(window.key), window, at);
      } catch (error) {
        reportOutage(error);
        return undefined;
      }
    },
  };
}

const NOTHING = (): Promise<void> => Promise.resolve();

const within = (ms: number) => ({ abortSignal: AbortSignal.timeout(ms) });

/** More than the whole limit is never there, not even in a window that nothing has used. */
function conditionOf(most: number): string {
  return most < 0 ? '#taken <= :most' : 'attribute_not_exists(#taken) OR #taken <= :most';
}

function windowOf(policy: PolicyName, caller: string, at: number): Window {
  const lengthMs = WINDOW_SECONDS[policy] * 1000;
  const startsAtMs = Math.floor(at / lengthMs) * lengthMs;
  return {
    key: `${policy}/${caller}/${new Date(startsAtMs).toISOString()}`,
    endsAtMs: startsAtMs + lengthMs,
  };
}

function toUsage(policy: PolicyName, quota: number, taken: number, { endsAtMs }: Window, at: number): Usage {
  return {
    policy,
    quota,
    left: Math.min(quota, Math.max(0, quota - taken)),
    resetsInSeconds: Math.ceil((endsAtMs - at) / 1000),
  };
}

function takenOf(item: Readonly<Record<string, unknown>> | undefined): number {
  return Number(item?.['taken'] ?? 0);
}
