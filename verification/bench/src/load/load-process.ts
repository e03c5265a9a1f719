/** A child process that puts load on a server with autocannon, away from the measured process. */
import autocannon from 'autocannon';
import { serveParent } from '../processes/serve-parent.ts';

export interface LoadOptions {
  readonly url: string;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

export interface Load {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Number of failed requests. A measurement with any is invalid. */
  readonly failed: number;
}

async function load({ url, body, connections, seconds }: LoadOptions): Promise<Load> {
  const { requests, latency, duration, non2xx, errors } = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
    connections,
    duration: seconds,
  });
  return {
    requests: requests.total,
    requestsPerSecond: requests.total / duration,
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    failed: non2xx + errors,
  };
}

const api = { load };
export type LoadApi = typeof api;

serveParent(api);
