import { describe, expect, it } from 'vitest';
import { STAGES, stages } from './config.ts';
import { allOf, theOne } from './testing/readable-template.ts';
import { synthesize } from './testing/synthesize.ts';

/**
 * Concurrency of an account, of which Lambda keeps 100 for functions that reserve none.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
 */
const ACCOUNT = 1000;
const KEPT_BY_LAMBDA = 100;

const reservedBy = (stageName: (typeof STAGES)[number]): number =>
  Object.values(stages[stageName].reservedConcurrency ?? {}).reduce((sum, count) => sum + count, 0);

describe.each(STAGES)('the reserved concurrency of %s', (stageName) => {
  const { worker, processor, splitter, api } = synthesize(stageName);

  it.each([
    ['worker', worker, 2],
    ['splitter', splitter, 1],
  ] as const)('is enough for all mappings of the %s at once', (_name, template, mappings) => {
    const maxima = allOf(template, 'AWS::Lambda::EventSourceMapping').map(
      ({ ScalingConfig }) => (ScalingConfig as { readonly MaximumConcurrency: number }).MaximumConcurrency,
    );

    expect(maxima).toHaveLength(mappings);
    expect(theOne(template, 'AWS::Lambda::Function')['ReservedConcurrentExecutions']).toBeGreaterThanOrEqual(
      maxima.reduce((sum, maximum) => sum + maximum, 0),
    );
  });

  it('limits the requests that wait to a share of their own', () => {
    for (const template of [processor, api]) {
      expect(theOne(template, 'AWS::Lambda::Function')['ReservedConcurrentExecutions']).toBeGreaterThan(0);
    }
    expect(reservedBy(stageName)).toBeLessThanOrEqual(ACCOUNT - KEPT_BY_LAMBDA);
  });
});

it('of staging and prod fits into one account', () => {
  expect(reservedBy('staging') + reservedBy('prod')).toBeLessThanOrEqual(ACCOUNT - KEPT_BY_LAMBDA);
});

it('can be left out, for an account with less', () => {
  const { all } = synthesize('prod', { reservedConcurrency: undefined });

  expect(JSON.stringify(all)).not.toContain('ReservedConcurrentExecutions');
});
