import { createCatalogClient, type ListedSubmission } from '@async-catalog/client';
import pMap from 'p-map';
import { setTimeout as wait } from 'node:timers/promises';

/** Callers that submit at once. */
const PARALLEL = 8;

export interface Service {
  readonly url: string;
  /** Makes an access token of a caller. */
  readonly token: (caller: string) => Promise<string>;
}

export interface Size {
  readonly submissions: number;
  readonly callers: number;
}

/** A submission, as its caller knows it. */
interface Submitted {
  readonly submissionId: string;
  /** It ends as failed: its product has no such version. */
  readonly fails: boolean;
}

/** Everything that was wrong with the lists; and how long each page took, in milliseconds, once all had ended. */
export interface ListsResult {
  readonly wrong: readonly string[];
  readonly pageMs: readonly number[];
}

/**
 * Submits a product at a time, as many callers, and compares each caller's lists with what the caller has submitted: right
 * after each answer, and once all have ended.
 */
export async function submitAndList(
  service: Service,
  size: Size,
  onProgress: (text: string) => void = () => undefined,
): Promise<ListsResult> {
  const wrong: string[] = [];
  const pageMs: number[] = [];
  const callers = Array.from({ length: size.callers }, (_, n) => `caller-${n}`);
  const submitted = new Map<string, readonly Submitted[]>();

  async function page(caller: string, query: Readonly<Record<string, string>>) {
    const headers = { authorization: `Bearer ${await service.token(caller)}` };
    const startedAt = performance.now();
    const url = new URL(`/submissions?${new URLSearchParams(query).toString()}`, service.url);
    const answer = await fetch(url, { headers });
    const body = (await answer.json()) as { items: ListedSubmission[]; nextCursor?: string };
    if (submitted.size === callers.length) {
      pageMs.push(performance.now() - startedAt);
    }
    if (!answer.ok) {
      throw new Error(`the list answered ${answer.status}: ${JSON.stringify(body)}`);
    }
    return body;
  }

  async function list(caller: string, query: Readonly<Record<string, string>> = {}) {
    const items: ListedSubmission[] = [];
    let cursor: string | undefined;
    do {
      const next = await page(caller, { ...query, ...(cursor !== undefined && { cursor }) });
      items.push(...next.items);
      cursor = next.nextCursor;
    } while (cursor !== undefined);
    return items;
  }

  const compare = (what: string, found: readonly string[], expected: readonly string[]): void => {
    if (found.join() !== expected.join()) {
      wrong.push(`${what}: ${found.length} found, of ${expected.length}`);
    }
  };

  let done = 0;
  await pMap(
    callers,
    async (caller, place) => {
      const catalog = createCatalogClient({ baseUrl: service.url, token: () => service.token(caller) });
      const own: Submitted[] = [];
      for (let n = place; n < size.submissions; n += size.callers) {
        const fails = own.length % 10 === 9;
        const item = { name: `Product ${n}`, sku: `L-${n}`, price: n, ...(fails && { ifVersion: 99 }) };
        const { submissionId } = await catalog.createProducts([item]);
        own.push({ submissionId, fails });
        done += 1;
        const [newest] = (await page(caller, { limit: '1' })).items;
        compare(`${caller} after answer ${own.length}`, [newest?.submissionId ?? ''], [submissionId]);
      }
      submitted.set(caller, own);
      onProgress(`${done} submitted`);
    },
    { concurrency: PARALLEL },
  );

  for (const [caller, own] of submitted) {
    while ((await list(caller, { status: 'queued', limit: '100' })).length > 0) {
      await wait(500);
    }
    const newestFirst = own.toReversed();
    const all = await list(caller);
    compare(`${caller}, all`, idsOf(all), idsOf(newestFirst));
    compare(
      `${caller}, failed`,
      idsOf(await list(caller, { status: 'failed' })),
      idsOf(newestFirst.filter(({ fails }) => fails)),
    );
    compare(
      `${caller}, completed`,
      idsOf(await list(caller, { status: 'completed', limit: '100' })),
      idsOf(newestFirst.filter(({ fails }) => !fails)),
    );
    const since = all[Math.floor(all.length / 2)]?.createdAt ?? '';
    compare(
      `${caller}, since the middle`,
      idsOf(await list(caller, { since })),
      idsOf(all.filter(({ createdAt }) => createdAt >= since)),
    );
    compare(
      `${caller}, until the middle`,
      idsOf(await list(caller, { until: since })),
      idsOf(all.filter(({ createdAt }) => createdAt < since)),
    );
  }
  return { wrong, pageMs };
}

function idsOf(some: readonly { readonly submissionId: string }[]): string[] {
  return some.map(({ submissionId }) => submissionId);
}
