import { QueryClient } from '@tanstack/react-query';

/** Creates the cache of answers. The catalog's client retries; what is on screen stays there while an answer is missing. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // `always`: being offline is an error that is shown, not a wait that never ends.
      queries: { retry: false, networkMode: 'always', staleTime: 1000 },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
