import { expect, it } from 'vitest';
import { createLogStore, type LogFilter, type LogStore } from './log-store.ts';

const all: LogFilter = {
  logGroup: '/logs',
  fromMs: 0,
  untilMs: Infinity,
  matches: () => true,
  limit: 10_000,
};

/** Reads all pages. */
function readAll(store: LogStore, filter: Partial<LogFilter> = {}): { texts: string[]; pages: number } {
  const texts: string[] = [];
  let pages = 0;
  let next: number | undefined = 0;
  while (next !== undefined) {
    const page = store.read({ ...all, ...filter }, next);
    texts.push(...page.lines.map(({ text }) => text));
    pages += 1;
    ({ next } = page);
  }
  return { texts, pages };
}

it('reads the lines of a group and a time that match, from both ends on', () => {
  const store = createLogStore();
  store.add('/logs', 'too early', 9);
  store.add('/logs', 'first', 10);
  store.add('/other', 'of another', 11);
  store.add('/logs', 'unwanted', 11);
  store.add('/logs', 'last', 12);
  store.add('/logs', 'too late', 13);

  const { texts } = readAll(store, { fromMs: 10, untilMs: 12, matches: (text) => text !== 'unwanted' });

  expect(texts).toEqual(['first', 'last']);
});

it('orders a page by time, where instances wrote at once', () => {
  const store = createLogStore();
  store.add('/logs', 'second', 2);
  store.add('/logs', 'first', 1);

  expect(readAll(store)).toEqual({ texts: ['first', 'second'], pages: 1 });
});

it('ends a page at the limit, and goes on behind it', () => {
  const store = createLogStore();
  ['a', 'b', 'c'].forEach((text) => store.add('/logs', text, 1));

  expect(readAll(store, { limit: 2 })).toEqual({ texts: ['a', 'b', 'c'], pages: 2 });
});

it('ends a page at 1 MiB, and lets a line be larger', () => {
  const store = createLogStore();
  const half = 'x'.repeat(512 * 1024);
  [half, half, 'y', `${half}${half}z`, 'end'].forEach((text) => store.add('/logs', text, 1));

  expect(readAll(store).pages).toBe(4);
  expect(readAll(store).texts.map((text) => text.length)).toEqual([524_288, 524_288, 1, 1_048_577, 3]);
});

it('looks at 10,000 lines for a page, which can be empty and not the last', () => {
  const store = createLogStore();
  for (let n = 0; n < 10_000; n += 1) {
    store.add('/other', 'of another', 1);
  }
  expect(store.read(all, 0)).toEqual({ lines: [] });

  store.add('/logs', 'at last', 1);

  expect(store.read(all, 0)).toEqual({ lines: [], next: 10_000 });
  expect(readAll(store)).toEqual({ texts: ['at last'], pages: 2 });
});

it('keeps the newest lines, and reads on where the next one to read is dropped', () => {
  const store = createLogStore(100);
  for (let n = 0; n < 100; n += 1) {
    store.add('/logs', String(n % 10), 1);
  }
  expect(readAll(store).texts).toHaveLength(100);
  const { next } = store.read({ ...all, limit: 5 }, 0);

  store.add('/logs', 'x', 1);

  expect(readAll(store).texts).toHaveLength(90);
  expect(readAll(store).texts.at(-1)).toBe('x');
  expect(store.read(all, next ?? 0).lines[0]).toMatchObject({ place: 11, text: '1' });
});

it('keeps a line that is larger than all that it may keep', () => {
  const store = createLogStore(10);
  store.add('/logs', 'small', 1);
  store.add('/logs', 'larger than that', 1);

  expect(readAll(store).texts).toEqual(['larger than that']);
});
