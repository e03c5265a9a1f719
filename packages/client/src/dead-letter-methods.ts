import type { CatalogClient } from './catalog-client.ts';
import type { CatalogHttp } from './catalog-http.ts';
import { dataOf } from './data-of.ts';
import { given } from './given.ts';

type DeadLetterMethods = Pick<CatalogClient, 'deadLetters' | 'redriveDeadLetters' | 'dropDeadLetters'>;

/** Creates the methods of a client for operators that concern dead letters. */
export function deadLetterMethods(http: CatalogHttp): DeadLetterMethods {
  return {
    deadLetters: ({ signal = null, ...query } = {}) =>
      dataOf(http.GET('/dead-letters', { params: { query: given(query) }, signal })),

    redriveDeadLetters: (choice, { signal = null } = {}) =>
      dataOf(
        http.POST('/dead-letters/redrive', {
          body: choice === 'all' ? { all: true } : { ids: [...choice] },
          signal,
        }),
      ),

    dropDeadLetters: (ids, { signal = null } = {}) =>
      dataOf(http.POST('/dead-letters/drop', { body: { ids: [...ids] }, signal })),
  };
}
