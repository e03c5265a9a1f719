import { startTokenIssuer } from '@async-catalog/local-cloud/testing';
import { createCatalogClient } from '@async-catalog/client';
import { beforeAll, describe, expect, it } from 'vitest';
import { openFaultyCatalog } from './testing/faulty-catalog.ts';

let catalog: Awaited<ReturnType<typeof openFaultyCatalog>>;
beforeAll(async () => {
  catalog = await openFaultyCatalog();
  return () => catalog.stop();
});

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function unsigned(): string {
  const { issuer } = catalog.issuer;
  const claims = { iss: issuer, aud: 'https://catalog.example', sub: 'mallory', exp: inSeconds(60) };
  return `${base64url({ alg: 'none' })}.${base64url({ ...claims, scope: 'catalog:read' })}.`;
}

async function signedByAnother(): Promise<string> {
  const another = await startTokenIssuer();
  await another.close();
  return another.token({ iss: catalog.issuer.issuer });
}

/** Requests a submission, and resolves to the answer and its log line. */
async function askAs(token: string, submissionId = '01890a5d-ac96-774b-bcce-b302099a8057') {
  const requestId = crypto.randomUUID();
  const headers = { authorization: `Bearer ${token}`, 'x-request-id': requestId };
  const answer = await fetch(`${catalog.url}/submissions/${submissionId}`, { headers });
  const lines = () => catalog.lines.filter((line) => line.includes(requestId));
  await expect.poll(lines, { timeout: 300_000 }).toHaveLength(1);
  return { status: answer.status, challenge: answer.headers.get('www-authenticate'), line: lines()[0] ?? '' };
}

describe('a token', () => {
  it.each<[string, number, () => Promise<string> | string]>([
    ['that is expired', 401, () => catalog.issuer.token({ exp: inSeconds(-60) })],
    ['for another audience', 401, () => catalog.issuer.token({ aud: 'https://other.example' })],
    ['without a signature', 401, unsigned],
    ['signed by another key', 401, signedByAnother],
    ['that lacks the scope', 403, () => catalog.issuer.token({ scope: 'catalog:write' })],
  ])('%s is answered %d, and logged in one line without the token', async (_, status, makeToken) => {
    const token = await makeToken();

    const answer = await askAs(token);

    expect(answer.status).toBe(status);
    expect(answer.challenge).toMatch(/^Bearer error="(invalid_token|insufficient_scope)"/);
    expect(JSON.parse(answer.line)).toMatchObject({ status, problem: expect.any(String) });
    for (const part of token.split('.').filter((text) => text !== '')) {
      expect(answer.line).not.toContain(part);
    }
  });

  it('of another caller does not show a submission: to them there is none', async () => {
    const alice = await catalog.issuer.token();
    const api = createCatalogClient({ baseUrl: catalog.url, token: alice });
    const { submissionId } = await api.createProduct({ name: 'Teapot', price: 24.5 });

    const [own, other] = [
      await askAs(alice, submissionId),
      await askAs(await catalog.issuer.token({ sub: 'bob' }), submissionId),
    ];

    expect([own.status, other.status]).toEqual([200, 404]);
    expect(JSON.parse(other.line)).toMatchObject({ problem: 'SUBMISSION_NOT_FOUND', caller: 'bob' });
  });
});
