import { afterEach, describe, expect, it, vi } from 'vitest';
import { untilVisible } from './pause.ts';

/** A document whose tab is hidden or not. */
class Tab extends EventTarget {
  hidden = true;
}

afterEach(() => vi.unstubAllGlobals());

describe('untilVisible', () => {
  it('goes on when the tab is shown, and leaves nothing behind on a signal that lives on', async () => {
    const tab = new Tab();
    vi.stubGlobal('document', tab);
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');

    const visible = untilVisible(signal);
    tab.hidden = false;
    tab.dispatchEvent(new Event('visibilitychange'));
    await visible;

    expect(added).toHaveBeenCalledOnce();
    expect(removed).toHaveBeenCalledExactlyOnceWith('abort', added.mock.calls[0]?.[1]);
  });

  it('rejects when the signal aborts, also before', async () => {
    vi.stubGlobal('document', new Tab());
    const stop = new AbortController();
    const waits = untilVisible(stop.signal);
    stop.abort(new Error('gone'));

    await expect(waits).rejects.toThrow('gone');
    await expect(untilVisible(stop.signal)).rejects.toThrow('gone');
  });
});
