import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { createApi } from '../../create-api.ts';
import { expectConforming } from '../../testing/conformance.ts';
import { testDeps } from '../../testing/test-app.ts';
import { addConsole } from './add-console.ts';

const PAGE = '<!doctype html><div id="root"></div>';
const SCRIPT = `export const text = '${'catalog '.repeat(400)}';`;

const root = mkdtempSync(join(tmpdir(), 'console-'));
const dir = join(root, 'local');
mkdirSync(join(dir, 'assets'), { recursive: true });
writeFileSync(join(root, 'secret.txt'), 'secret');
writeFileSync(join(dir, 'index.html'), PAGE);
writeFileSync(join(dir, 'favicon.svg'), '<svg/>');
writeFileSync(join(dir, 'assets/index-3f2a.js'), SCRIPT);
writeFileSync(join(dir, 'assets/inter-1b2c.woff2'), 'font');
afterAll(() => rmSync(root, { recursive: true }));

const config = { apiUrl: '/', stage: 'local' } as const;
const app = createApi(testDeps({}));
addConsole(app, {
  dir,
  config,
  connect: ['http://127.0.0.1:4566', 'https://issuer.example'],
  faultsUrl: undefined,
});

const get = async (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });

describe('the console', () => {
  it.each(['/console/', '/console/index.html', '/console/products', '/console/products/by-sku/TEA.1%20x'])(
    'is a page at %s, which browsers ask about each time',
    async (path) => {
      const response = await get(path);

      expect(response.status).toBe(200);
      expect(await response.text()).toBe(PAGE);
      expect(response.headers.get('content-type')).toMatch(/^text\/html/);
      expect(response.headers.get('cache-control')).toBe('no-cache');
    },
  );

  it.each([
    ['/console/assets/index-3f2a.js', /^text\/javascript/, 'public, max-age=31536000, immutable'],
    ['/console/assets/inter-1b2c.woff2', /^font\/woff2/, 'public, max-age=31536000, immutable'],
    ['/console/favicon.svg', /^image\/svg\+xml/, 'no-cache'],
    ['/console/config.json', /^application\/json/, 'no-cache'],
  ])('serves %s as what it is', async (path, type, cacheControl) => {
    const { status, headers } = await get(path);

    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(type);
    expect(headers.get('cache-control')).toBe(cacheControl);
  });

  it('is told how this service is configured', async () => {
    expect(await (await get('/console/config.json')).json()).toEqual(config);
  });

  it.each(['/console/assets/index-old.js', '/console/assets/', '/console/robots.txt'])(
    'answers a problem that nobody keeps for %s, which isn’t there',
    async (path) => {
      const response = await get(path);

      expect(response.status).toBe(404);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toMatchObject({ code: 'NOT_FOUND' });
    },
  );

  it.each([
    '..%2fsecret.txt',
    '%2e%2e/secret.txt',
    'assets/..%2f..%2fsecret.txt',
    '..%5csecret.txt',
    '//secret.txt',
  ])('serves nothing outside of its folder: %s', async (path) => {
    expect(await (await get(`/console/${path}`)).text()).not.toContain('secret"');
    expect(await (await get(`/console/${path}`)).text()).not.toBe('secret');
  });

  it.each(['/console/', '/console/assets/index-3f2a.js', '/console/config.json', '/console/assets/none.js'])(
    'lets %s run nothing inline, call only what it has to, and be framed by nobody',
    async (path) => {
      const { headers } = await get(path);

      expect(headers.get('content-security-policy')).toMatch(
        /script-src 'self';.*connect-src 'self' http:\/\/127\.0\.0\.1:4566 https:\/\/issuer\.example;.*frame-ancestors 'none'/,
      );
      expect(headers.get('content-security-policy')).not.toContain('unsafe-inline');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
    },
  );

  it.each(['/console/', '/console/assets/index-3f2a.js'])('answers 304 to whoever has %s', async (path) => {
    const etag = (await get(path)).headers.get('etag') ?? '';

    const again = await get(path, { 'if-none-match': etag });

    expect(again.status).toBe(304);
    expect(again.headers.get('etag')).toBe(etag);
    expect(again.headers.has('content-security-policy')).toBe(true);
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
  });

  it('sends scripts compressed to whoever takes gzip', async () => {
    const response = await get('/console/assets/index-3f2a.js', { 'accept-encoding': 'gzip, br' });

    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('vary')).toMatch(/accept-encoding/i);
    expect(gunzipSync(await response.bytes()).toString()).toBe(SCRIPT);
  });

  it('answers HEAD without a body, and no other method', async () => {
    const head = await app.request('/console/', { method: 'HEAD' });
    const post = await app.request('/console/products', { method: 'POST', body: '{}' });

    expect([head.status, await head.text()]).toEqual([200, '']);
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it.each(['/', '/console'])('is where %s leads', async (path) => {
    const response = await get(path);

    expect([response.status, response.headers.get('location')]).toEqual([302, '/console/']);
  });
});

describe('the API beside it', () => {
  it.each([
    ['GET', '/healthz'],
    ['GET', '/consoles'],
    ['POST', '/products'],
    ['GET', '/products/none'],
  ])('answers %s %s as it does without a console', async (method, path) => {
    const init = method === 'POST' ? { method, body: '{' } : { method };
    const [beside, alone] = await Promise.all([
      app.request(path, init),
      createApi(testDeps({})).request(path, init),
    ]);

    await expectConforming(method, path, beside);
    expect([beside.status, await beside.text(), [...beside.headers]]).toEqual([
      alone.status,
      await alone.text(),
      [...alone.headers],
    ]);
  });
});
