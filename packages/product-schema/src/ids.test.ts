import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { v5, v7 } from 'uuid';
import { describe, expect, it, vi } from 'vitest';
import {
  NAMESPACES,
  ProductId,
  SubmissionId,
  newSubmissionId,
  productIdOf,
  submissionIdForKey,
} from './index.ts';

/**
 * Computes a UUIDv5 independently (RFC 9562 section 5.5): SHA-1 of namespace and name, with version and
 * variant set.
 */
function uuidV5(name: string, namespace: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name, 'utf8')
    .digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const URL_NAMESPACE = '6ba7b811-9dad-11d1-80b4-00c04fd430c8'; // RFC 9562 section 6.6

const submissionId = SubmissionId.parse('0198c0de-0000-7000-8000-000000000000');

describe('UUIDs', () => {
  it('of version 5 are those of RFC 9562, appendix A.4', () => {
    expect(v5('www.example.com', v5.DNS)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
    expect(uuidV5('www.example.com', v5.DNS)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });

  it('of version 7 are those of RFC 9562, appendix A.6', () => {
    const random = Uint8Array.from(Buffer.from('000000000000000098c4dc0c0c07398f', 'hex'));
    // The library takes the first 32 random bits as a counter: the 12 of rand_a, then 20 of rand_b.
    const seq = Number((0xcc3n << 20n) | (0x18c4dc0c0c07398fn >> 42n));

    expect(v7({ msecs: 0x017f22e279b0, random, seq })).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });
});

describe('NAMESPACES', () => {
  it.each(['sku', 'item', 'submission', 'import'] as const)('derive from their URLs: %s', (name) => {
    const url = `https://async-catalog.dev/ns/${name}`;

    expect(v5(url, v5.URL)).toBe(NAMESPACES[name]);
    expect(uuidV5(url, URL_NAMESPACE)).toBe(NAMESPACES[name]);
  });
});

describe('newSubmissionId', () => {
  it('begins with the time in milliseconds, as RFC 9562 section 5.7 has it', () => {
    vi.useFakeTimers({ now: new Date('2100-02-22T19:22:22.000Z') });
    const time = Date.now().toString(16).padStart(12, '0');

    expect(newSubmissionId()).toMatch(
      new RegExp(`^${time.slice(0, 8)}-${time.slice(8)}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`),
    );
    vi.useRealTimers();
  });

  it('gives ids that sort in the order they were made in, and that are no other', () => {
    const ids = Array.from({ length: 1000 }, newSubmissionId);

    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
    expect(ids.every((id) => SubmissionId.safeParse(id).success)).toBe(true);
  });
});

describe('productIdOf', () => {
  it('is the same for the same SKU, wherever it is submitted', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9._/-]{1,64}$/), fc.nat({ max: 999 }), (sku, index) => {
        expect(productIdOf({ submissionId, index, sku })).toBe(uuidV5(sku, NAMESPACES.sku));
      }),
    );
  });

  it.each([
    ['in another form of Unicode', 'Größe-42'.normalize('NFD'), 'Größe-42'],
    ['with half a character, which has no UTF-8', 'A\uD83D', 'A\uFFFD'],
  ])('is the same for a SKU %s', (_, sku, same) => {
    expect(productIdOf({ submissionId, index: 0, sku })).toBe(uuidV5(same, NAMESPACES.sku));
  });

  it('is that of the place in the submission where there is no SKU', () => {
    expect(productIdOf({ submissionId, index: 12 })).toBe(uuidV5(`${submissionId}/12`, NAMESPACES.item));
  });

  it('tells a SKU from a place that reads like it', () => {
    expect(productIdOf({ submissionId, index: 0, sku: `${submissionId}/0` })).not.toBe(
      productIdOf({ submissionId, index: 0 }),
    );
  });
});

describe('submissionIdForKey', () => {
  it('is the same for the same caller and key', () => {
    expect(submissionIdForKey('shop-1', 'order 7')).toBe(uuidV5('shop-1\norder 7', NAMESPACES.submission));
  });

  it('is another for another caller or key, wherever one ends and the other begins', () => {
    const caller = fc.string({ unit: 'binary' });
    const key = fc
      .string({ unit: 'binary-ascii', minLength: 1 })
      .map((text) => text.replaceAll(/[^ -~]/g, '_'));
    fc.assert(
      fc.property(caller, key, caller, key, (callerA, keyA, callerB, keyB) => {
        expect(submissionIdForKey(callerA, keyA) === submissionIdForKey(callerB, keyB)).toBe(
          callerA === callerB && keyA === keyB,
        );
      }),
    );
  });
});

describe('ids', () => {
  it.each(['017f22e2-79b0-7cc3-98c4-dc0c0c07398f', '2ed6657d-e927-568b-95e1-2665a8aea6a2'])(
    'take %s',
    (id) => {
      expect(ProductId.safeParse(id).success).toBe(true);
      expect(SubmissionId.safeParse(id).success).toBe(true);
    },
  );

  it.each([
    '017F22E2-79B0-7CC3-98C4-DC0C0C07398F',
    '017f22e279b07cc398c4dc0c0c07398f',
    '{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}',
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f ',
    '017f22e2-79b0-7cc3-98c4-dc0c0c07398f\n',
    '00000000-0000-0000-0000-000000000000',
    '017f22e2-79b0-7cc3-18c4-dc0c0c07398f',
    '',
  ])('refuse "%s"', (id) => {
    expect(ProductId.safeParse(id).success).toBe(false);
    expect(SubmissionId.safeParse(id).success).toBe(false);
  });
});

describe('the README', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

  it('names the published namespaces', () => {
    for (const namespace of Object.values(NAMESPACES)) {
      expect(readme).toContain(namespace);
    }
  });

  it('has a worked example that is right', () => {
    const [, sku = '', id = ''] = /SKU `([^`]+)` is the product `([^`]+)`/.exec(readme) ?? [];
    const [, place = '', idOfPlace = ''] = /item `([^`]+)` is the product `([^`]+)`/.exec(readme) ?? [];
    const [inSubmission = '', index = ''] = place.split('/');

    expect(uuidV5(sku, NAMESPACES.sku)).toBe(id);
    expect(productIdOf({ submissionId: inSubmission, index: Number(index), sku })).toBe(id);
    expect(productIdOf({ submissionId: inSubmission, index: Number(index) })).toBe(idOfPlace);
  });
});
