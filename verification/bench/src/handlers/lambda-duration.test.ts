import { expect, it } from 'vitest';
import { lambdaMs } from './lambda-duration.ts';

it('stretches CPU time, not waiting, to the share of a core', () => {
  expect(lambdaMs({ wallMs: 100, cpuMs: 40 }, 1769 / 2)).toBe(140);
  expect(lambdaMs({ wallMs: 100, cpuMs: 0 }, 128)).toBe(100);
});

it('stretches nothing from one core on', () => {
  expect(lambdaMs({ wallMs: 100, cpuMs: 40 }, 1769)).toBe(100);
  expect(lambdaMs({ wallMs: 100, cpuMs: 40 }, 10_240)).toBe(100);
});
