import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { testApp } from '../../testing/test-app.ts';

const app = testApp({
  documentation: {
    openApi: () => Promise.resolve('{"openapi":"3.1.0"}'),
    script: () => Promise.resolve(gzipSync('the script')),
  },
});

const authenticate = () => Promise.reject(new Error('not expected'));

describe('GET /openapi.json', () => {
  it('answers the document', async () => {
    const response = await app.request('/openapi.json');

    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe('{"openapi":"3.1.0"}');
  });

  describe('of a document with access tokens', () => {
    const documented = {
      openapi: '3.1.0',
      components: { securitySchemes: { accessToken: {} }, schemas: { security: {} } },
      paths: { '/a': { get: { security: [{ accessToken: ['s'] }, {}], responses: { 200: {}, 401: {} } } } },
    };
    const documentation = {
      openApi: () => Promise.resolve(JSON.stringify(documented)),
      script: () => Promise.resolve(gzipSync('')),
    };

    it('is without them on an open service, where nobody has one', async () => {
      const response = await testApp({ documentation }).request('/openapi.json');

      expect(await response.json()).toEqual({
        openapi: '3.1.0',
        components: { schemas: { security: {} } },
        paths: { '/a': { get: { responses: { 200: {} } } } },
      });
    });

    it('is with them where a token is needed, and needs none itself', async () => {
      const response = await testApp({ documentation, authenticate }).request('/openapi.json');

      expect(await response.json()).toEqual(documented);
    });
  });

  it('says that the service is below the prefix that a proxy removed', async () => {
    const response = await app.request('/openapi.json', { headers: { 'x-forwarded-prefix': '/api' } });

    expect(await response.json()).toEqual({ openapi: '3.1.0', servers: [{ url: '/api' }] });
  });

  it.each(['//evil.example', 'https://evil.example', '/a/../b', '/"><script>', `/${'a'.repeat(65)}`])(
    'takes %s for no prefix',
    async (prefix) => {
      const response = await app.request('/openapi.json', { headers: { 'x-forwarded-prefix': prefix } });

      expect(await response.json()).toEqual({ openapi: '3.1.0' });
    },
  );
});

describe('GET /docs', () => {
  it('answers a page that loads nothing from elsewhere', async () => {
    const response = await app.request('/docs');

    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(await response.text()).not.toMatch(/https?:\/\//);
  });

  it('answers a page that can’t lead elsewhere, nor be framed there, which `default-src` doesn’t cover', async () => {
    const policy = (await app.request('/docs')).headers.get('content-security-policy')?.split('; ');

    expect(policy).toEqual(
      expect.arrayContaining(["base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'"]),
    );
  });
});

describe('GET /docs/scalar.js', () => {
  it('answers the script compressed where gzip is accepted', async () => {
    const response = await app.request('/docs/scalar.js', { headers: { 'accept-encoding': 'br, gzip' } });

    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(gzipSync('the script'));
  });

  it('answers the script uncompressed otherwise', async () => {
    const response = await app.request('/docs/scalar.js');

    expect(response.headers.has('content-encoding')).toBe(false);
    expect(response.headers.get('vary')).toBe('accept-encoding');
    expect(await response.text()).toBe('the script');
  });
});
