import { lazyRouteComponent } from '@tanstack/react-router';

const loads: (() => Promise<unknown>)[] = [];

/** The network is away, and a screen was not loaded before. */
export class ScreenMissingError extends Error {
  override readonly name = 'ScreenMissingError';
}

/** Describes a screen whose code is loaded when it is opened, or by {@link loadScreens} before. */
export function lazyScreen<Module extends Record<string, unknown>, Name extends keyof Module & string>(
  load: () => Promise<Module>,
  name: Name,
) {
  loads.push(load);
  const loadOrExplain = (): Promise<Module> =>
    load().catch((error: unknown) => {
      // The router would load the page again for others: without a network, that leaves no page at all.
      throw navigator.onLine ? error : new ScreenMissingError('It hasn’t been loaded yet.');
    });
  return lazyRouteComponent(loadOrExplain, name);
}

/** Loads the code of every screen, so that each opens without a network too. What fails is loaded when it is opened. */
export async function loadScreens(): Promise<void> {
  await Promise.allSettled(loads.map((load) => load()));
}
