import { describe, expect, it, vi } from 'vitest';
import type { ProductReader } from '../../core/ports.ts';
import { product } from '../../testing/products.ts';
import { testApp } from '../../testing/test-app.ts';

describe('GET /products/{id}', () => {
  it('answers the product with its version as a strong ETag', async () => {
    const saved = product({ version: 7 });
    const app = testApp({ products: { get: () => Promise.resolve(saved) } });

    const response = await app.request(`/products/${saved.id}`);

    expect(response.status).toBe(200);
    expect(response.headers.get('etag')).toBe('"7"');
    expect(await response.json()).toEqual(saved);
  });

  it('answers 304 to the ETag that it gave, and 200 once the product has changed', async () => {
    const saved = product();
    const get = vi.fn<ProductReader['get']>().mockResolvedValue(saved);
    const app = testApp({ products: { get } });
    const first = await app.request(`/products/${saved.id}`);
    const conditional = { headers: { 'if-none-match': `"other", ${first.headers.get('etag')}` } };

    const unchanged = await app.request(`/products/${saved.id}`, conditional);
    get.mockResolvedValue({ ...saved, version: 2 });
    const changed = await app.request(`/products/${saved.id}`, conditional);

    expect(unchanged.status).toBe(304);
    expect(unchanged.headers.get('x-request-id')).toBe('made-here');
    expect(await unchanged.text()).toBe('');
    expect(changed.status).toBe(200);
  });

  it('answers a 404 problem for an unknown id', async () => {
    const response = await testApp().request(`/products/${product().id}`);

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
  });

  it('says of a deleted product when it was deleted', async () => {
    const { id } = product();
    const deleted = { id, deletedAt: '2026-01-31T09:30:00.000Z' };

    const response = await testApp({ products: { get: () => Promise.resolve(deleted) } }).request(
      `/products/${id}`,
    );

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      code: 'PRODUCT_DELETED',
      detail: 'The product was deleted at 2026-01-31T09:30:00.000Z. It can be put again.',
    });
  });

  it('takes an id in capitals, and answers it in lower case', async () => {
    const saved = product();
    const get = vi.fn<ProductReader['get']>((id) => Promise.resolve(id === saved.id ? saved : undefined));

    const response = await testApp({ products: { get } }).request(`/products/${saved.id.toUpperCase()}`);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(saved);
  });

  it.each(['x', '%E0%A4%A', 'B8AC680E-192E-5FA7-A180-2F60492A7DBX'])(
    'answers a 404 problem for %s, which is no id, without a read',
    async (id) => {
      const get = vi.fn<ProductReader['get']>();

      const response = await testApp({ products: { get } }).request(`/products/${id}`);

      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
      expect(get).not.toHaveBeenCalled();
    },
  );
});
