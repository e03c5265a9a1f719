import type { ChunkResult } from '@async-catalog/product-schema';
import type { ChunkAnswer, SplitterPorts, StartedImport } from '../ports.ts';
import type { OutgoingChunk } from './outgoing-chunks.ts';
import { buildDryEntries, type DryEntry, type DryFindings } from './dry-entries.ts';
import { createPreviewChunk } from './preview-chunk.ts';

type Checked = Extract<ChunkAnswer, { kind: 'checked' }>;

/**
 * Settles a chunk of which nothing is queued, as no worker will: one whose items are all rejected, or one of a dry run,
 * whose entries are kept for the report. Resolves to `undefined` where the worker settles it.
 */
export function createSettleChunk({ dryChunks, products }: Pick<SplitterPorts, 'dryChunks' | 'products'>) {
  const previewChunk = createPreviewChunk(products);

  async function findPreviews(
    record: StartedImport,
    chunk: OutgoingChunk,
    { rejected, warnings }: Checked,
  ): Promise<DryFindings['previews']> {
    if (record.options.preview === undefined) {
      return new Map();
    }
    // An item that a later one of the chunk replaces isn't saved.
    const replaced = warnings.filter(({ code }) => code === 'DUPLICATE_SKU');
    const unsaved = new Set([...rejected, ...replaced].map(({ index }) => index));
    const indexes = chunk.items.map((_, index) => index).filter((index) => !unsaved.has(index));
    return previewChunk(record, chunk, indexes);
  }

  return async (
    record: StartedImport,
    chunk: OutgoingChunk,
    answer: Exclude<ChunkAnswer, { kind: 'reused' }>,
  ): Promise<ChunkResult | undefined> => {
    if (answer.kind === 'taken') {
      return answer.queued ? undefined : { settlements: 0, rejected: chunk.count };
    }
    const previews = await findPreviews(record, chunk, answer);
    const entries = buildDryEntries(chunk, { ...answer, previews });
    await dryChunks.put(record.id, chunk.number, entries);
    return toResult(entries);
  };
}

function toResult(entries: readonly DryEntry[]): ChunkResult {
  const result: ChunkResult = { settlements: 1 };
  for (const { item } of entries) {
    result[item.outcome] = (result[item.outcome] ?? 0) + 1;
    if (item.change !== undefined) {
      result[item.change] = (result[item.change] ?? 0) + 1;
    }
  }
  return result;
}
