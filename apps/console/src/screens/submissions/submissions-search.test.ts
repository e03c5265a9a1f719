import { describe, expect, it } from 'vitest';
import { readSubmissionsSearch } from './submissions-search.ts';

describe('readSubmissionsSearch', () => {
  it('keeps the filters that are set, and drops empty and unknown ones', () => {
    expect(
      readSubmissionsSearch({
        status: 'failed',
        since: '',
        until: 7,
        caller: '*',
        page: '2',
        kind: 'imports',
      }),
    ).toEqual({ kind: 'imports', status: 'failed', caller: '*' });
  });

  it('drops a status that submissions don’t have', () => {
    expect(readSubmissionsSearch({ status: 'uploading' })).toEqual({});
    expect(readSubmissionsSearch({ status: 'uploading', kind: 'imports' })).toEqual({
      status: 'uploading',
      kind: 'imports',
    });
  });
});
