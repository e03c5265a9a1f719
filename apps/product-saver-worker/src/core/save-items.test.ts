import { describe, expect, it } from 'vitest';
import { message, submission } from '../testing/messages.ts';
import { toItem, type Item } from './item.ts';
import { saveItems } from './save-items.ts';

function setUp({ savesInTime = Infinity } = {}) {
  const saved: Item[] = [];
  const atOnce = { now: 0, most: 0 };
  const deps = {
    products: {
      async save(item: Item) {
        atOnce.now += 1;
        atOnce.most = Math.max(atOnce.most, atOnce.now);
        await new Promise(setImmediate);
        atOnce.now -= 1;
        saved.push(item);
        return { kind: 'created', version: 1 } as const;
      },
    },
    time: { maySave: () => saved.length < savesInTime },
    now: () => new Date(0),
  };
  return { saved, atOnce, save: (items: Item[]) => saveItems(items, deps) };
}

describe('saveItems', () => {
  it('saves different products in parallel, ten at once at most', async () => {
    const { save, atOnce } = setUp();
    const items = submission(Array.from({ length: 25 }, () => ({}))).map(toItem);
    expect((await save(items)).size).toBe(25);
    expect(atOnce.most).toBe(10);
  });

  it('saves items of one product one after the other, oldest first', async () => {
    const { save, saved, atOnce } = setUp();
    const items = ['09:32', '09:30', '09:31'].map((time) =>
      toItem(message({ acceptedAt: `2026-01-31T${time}:00.000Z`, product: { sku: 'TEA-1' } })),
    );
    await save(items);
    expect(saved).toEqual([items[1], items[2], items[0]]);
    expect(atOnce.most).toBe(1);
  });

  it('saves an item once that is listed twice', async () => {
    const { save, saved } = setUp();
    const item = toItem(message());
    const attempts = await save([item, { ...item }]);
    expect(saved).toHaveLength(1);
    expect(attempts.get(item.revision)).toMatchObject({ status: 'fulfilled' });
  });

  it('begins no save when time is short', async () => {
    const { save, saved } = setUp({ savesInTime: 2 });
    const items = submission([{ sku: 'A' }, { sku: 'A' }, { sku: 'A' }]).map(toItem);
    const attempts = await save(items);
    expect(saved).toEqual(items.slice(0, 2));
    expect([...attempts.keys()]).toEqual(items.slice(0, 2).map(({ revision }) => revision));
  });

  it('has nothing to do for no items', async () => {
    expect(await setUp().save([])).toEqual(new Map());
  });
});
