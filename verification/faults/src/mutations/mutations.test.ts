import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { INVARIANTS } from '../invariants/index.ts';
import { breakOnPurpose } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';

const ROOT = new URL('../../../../', import.meta.url);

describe('the lines to break on purpose', () => {
  it.each(MUTATIONS)('are in the product as it is: $name', async (mutation) => {
    const source = await readFile(new URL(mutation.file, ROOT), 'utf8');

    expect(breakOnPurpose(source, mutation)).not.toBe(source);
  });

  it('are noticed by every invariant between them', () => {
    expect([...new Set(MUTATIONS.map(({ noticedBy }) => noticedBy))].toSorted()).toEqual(
      INVARIANTS.toSorted(),
    );
  });
});
