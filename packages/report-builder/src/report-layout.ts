import type { Report, ReportBlocks } from '@async-catalog/product-schema';

/** Items of a block: as many as a page of items can have. */
export const BLOCK_ITEMS = 100;

/** A report as JSON, and where its blocks are. */
export interface ReportLayout {
  readonly text: string;
  readonly blocks: ReportBlocks;
}

/** Part of a file: offsets in bytes, the end excluded. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Writes a report as JSON, the same as `JSON.stringify` does, and remembers where each block begins. */
export function layOutReport({ header, summary, issues, items }: Report): ReportLayout {
  let text = `{"header":${JSON.stringify(header)},"summary":${JSON.stringify(summary)}`;
  let bytes = Buffer.byteLength(text);
  const write = (piece: string): void => {
    text += piece;
    bytes += Buffer.byteLength(piece);
  };
  const writeList = (name: string, list: readonly { readonly index: number }[]): number[] => {
    const blocks = Map.groupBy(list, ({ index }) => blockOf(index));
    let separator = '';
    write(`,"${name}":[`);
    const offsets = Array.from({ length: blockOf(items.length - 1) + 1 }, (_, block) => {
      const offset = bytes;
      for (const entry of blocks.get(block) ?? []) {
        write(separator + JSON.stringify(entry));
        separator = ',';
      }
      return offset;
    });
    offsets.push(bytes);
    write(']');
    return offsets;
  };
  const blocks = { issues: writeList('issues', issues), items: writeList('items', items) };
  write('}');
  return { text, blocks };
}

/** Locates the blocks with the items from one index to another. */
export function spanOf(offsets: readonly number[], first: number, last: number): Span {
  return { start: offsets[blockOf(first)] ?? 0, end: offsets[blockOf(last) + 1] ?? 0 };
}

/** Writes the places as text, by which a reader recognizes the report that they belong to. */
export function toBlocksText({ items, issues }: ReportBlocks): string {
  return [...items, ...issues].join();
}

/** Parses what stands between two offsets. */
export function parseBlocks(text: string): unknown {
  return JSON.parse(`[${text.replace(/^,/, '')}]`);
}

function blockOf(index: number): number {
  return Math.floor(index / BLOCK_ITEMS);
}
