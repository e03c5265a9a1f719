import { registerHooks } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';
import type { Search } from '../search/look-for-bad.ts';
import { breakOnPurpose, type Mutation } from './mutation.ts';

const { mutation, search } = workerData as { readonly mutation: Mutation; readonly search: Search };
let loaded = false;

registerHooks({
  load(url, context, nextLoad) {
    const original = nextLoad(url, context);
    if (!url.endsWith(`/${mutation.file}`)) {
      return original;
    }
    loaded = true;
    const { source } = original;
    return {
      ...original,
      source: breakOnPurpose(
        typeof source === 'string' ? source : new TextDecoder().decode(source),
        mutation,
      ),
    };
  },
});

// Loaded only now, so that the hook sees it.
const { lookForBad } = await import('../search/look-for-bad.ts');
const findings = await lookForBad(search);
if (!loaded) {
  throw new Error(`${mutation.file} was never loaded`);
}
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port, not a window
parentPort?.postMessage(findings);
