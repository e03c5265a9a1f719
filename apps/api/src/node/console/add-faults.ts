import { dependencyUnavailable } from '@async-catalog/http-contract';
import type { Context, Hono } from 'hono';
import type { AppEnv } from '../../app-env.ts';
import { handleMethodNotAllowed } from '../../middleware/handle-error.ts';
import { requireScope } from '../../middleware/require-scope.ts';
import { FAULTS_PATH } from './console-env.ts';

/** Longer than the controls take to submit the sample. */
const TIMEOUT_MS = 60_000;

/** Passes requests to the fault controls on, from whoever may operate the service; an open one refuses other websites. */
export function addFaults(api: Hono<AppEnv>, url: string): void {
  const access = requireScope('catalog:operate');

  async function pass(c: Context<AppEnv>, fault: string): Promise<Response> {
    const authorization = c.req.header('authorization');
    try {
      const answer = await fetch(url + fault, {
        method: c.req.method === 'POST' ? 'POST' : 'GET',
        headers: { 'x-request-id': c.var.requestId, ...(authorization !== undefined && { authorization }) },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const contentType = answer.headers.get('content-type') ?? '';
      return new Response(await answer.text(), {
        status: answer.status,
        headers: { 'content-type': contentType, 'cache-control': 'no-store' },
      });
    } catch (cause) {
      throw dependencyUnavailable('The fault controls of `start` are out of reach.', cause);
    }
  }

  api.get(FAULTS_PATH, access, (c) => pass(c, ''));
  api.all(FAULTS_PATH, (c) => handleMethodNotAllowed(c, ['GET', 'HEAD']));
  api.post(`${FAULTS_PATH}/:fault{[a-z-]+}`, access, (c) => pass(c, `/${c.req.param('fault')}`));
  api.all(`${FAULTS_PATH}/:fault{[a-z-]+}`, (c) => handleMethodNotAllowed(c, ['POST']));
}
