import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Search } from '../search/search-histories.ts';

export interface MutatedSearch {
  readonly url: string;
  readonly source: string;
  readonly search: Search;
}

const { url: mutatedUrl, source, search } = workerData as MutatedSearch;
let loaded = false;

registerHooks({
  load(url, context, nextLoad) {
    const original = nextLoad(url, context);
    if (url !== mutatedUrl) {
      return original;
    }
    loaded = true;
    return { ...original, source };
  },
});

// Imported only now, so that the hook sees what it loads.
const { searchHistories } = await import('../search/search-histories.ts');
const result = await searchHistories(search);
if (!loaded) {
  throw new Error(`${mutatedUrl} was never loaded`);
}
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread's port, not a window
parentPort?.postMessage(result);
