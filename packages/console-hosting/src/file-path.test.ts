import { expect, it } from 'vitest';
import { bucketOrigin, cacheControlOf, isFilePath } from './index.ts';

it.each(['/assets/index-3f2a.js', '/assets/none', '/assets/', '/config.json', '/index.html', '/favicon.svg'])(
  'takes %s for a file',
  (path) => {
    expect(isFilePath(path)).toBe(true);
  },
);

it.each(['/', '/products', '/products/by-sku/TEA.1', '/submissions/', '/assets', '//assets/x.js'])(
  'takes %s for a screen',
  (path) => {
    expect(isFilePath(path)).toBe(false);
  },
);

it('lets browsers keep what has a hash in its name, and ask about anything else', () => {
  expect(cacheControlOf('assets/index-3f2a.js')).toBe('public, max-age=31536000, immutable');
  expect(['index.html', 'config.json', 'favicon.svg'].map(cacheControlOf)).toEqual(Array(3).fill('no-cache'));
});

it('names the host of a bucket as the SDK does', () => {
  expect(bucketOrigin('reports', 'eu-west-1')).toBe('https://reports.s3.eu-west-1.amazonaws.com');
});
