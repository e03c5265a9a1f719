import { expect, it } from 'vitest';
import { isBeingRead } from './is-being-read.ts';

it('is true of an import until its file is read to its end, or it has ended', () => {
  expect(isBeingRead({ status: 'processing', rows: { complete: false } })).toBe(true);
  expect(isBeingRead({ status: 'processing', rows: { complete: true } })).toBe(false);
  expect(isBeingRead({ status: 'cancelled', rows: { complete: false } })).toBe(false);
});

it('is never true of a submission', () => {
  expect(isBeingRead({ status: 'processing' })).toBe(false);
});
