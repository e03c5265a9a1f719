import { MAX_BATCH_ITEMS, ProblemError } from '@async-catalog/http-contract';
import { type FieldError, fieldErrorsOf, type ProductId } from '@async-catalog/product-schema';
import { z } from 'zod';
import { checkJson, MAX_FLAWS } from './check-json.ts';
import { type JsonFlaw, toFieldErrors } from './json-flaw.ts';
import { type Line, splitLines } from './split-lines.ts';

/** Product as it was sent, not yet checked. */
export interface SubmittedItem {
  /** Position among the items, from 0. */
  readonly index: number;
  /** JSON Pointer to it in the request; in NDJSON, as if the lines were an array. */
  readonly pointer: string;
  /** Line number in NDJSON, from 1. */
  readonly line?: number;
  /** Parsed JSON, or the text where it isn't JSON. */
  readonly value: unknown;
  /** Defects of the JSON itself. Their pointers start at the item. */
  readonly faults: readonly FieldError[];
  /** Place and product id of the first try, where this is a retry. */
  readonly retry?: { readonly index: number; readonly productId: ProductId };
}

/** Reads a document that is one product. */
export function readProduct(json: unknown, flaws: readonly JsonFlaw[]): [SubmittedItem] {
  return [{ index: 0, pointer: '', value: json, faults: toFieldErrors(flaws) }];
}

const Batch = z.strictObject({ items: z.array(z.unknown()) });

/**
 * Reads a document like `{ "items": […] }`. A flaw within an item is left with that item.
 * @throws {ProblemError} `INVALID_REQUEST`, `PAYLOAD_TOO_LARGE`
 */
export function readBatch(json: unknown, flaws: readonly JsonFlaw[]): SubmittedItem[] {
  const parsed = Batch.safeParse(json, { reportInput: true });
  const ownFlaws = flaws.filter((flaw) => !isInItem(flaw));
  const issues = parsed.error?.issues ?? [];
  // Where a name was given twice, the parsed value isn't all that was sent.
  const errors =
    ownFlaws.length > 0
      ? toFieldErrors(ownFlaws)
      : [
          ...fieldErrorsOf(issues, { knownFields: ['items'] }),
          ...(parsed.data?.items.length === 0 ? [NO_ITEM] : []),
        ];
  if (parsed.data === undefined || errors.length > 0) {
    throw new ProblemError(
      'INVALID_REQUEST',
      'Send an object like {"items": […]}; errors says what to change.',
      { errors },
    );
  }
  const { items } = parsed.data;
  refuseTooMany(items.length);
  const flawsByItem = Map.groupBy(flaws, ({ path }) => path[1]);
  return items.map((value, index) => ({
    index,
    pointer: `/items/${index}`,
    value,
    faults: toFieldErrors(flawsByItem.get(index) ?? [], 2),
  }));
}

const NO_ITEM: FieldError = {
  pointer: '/items',
  code: 'TOO_FEW',
  detail: 'is empty; send at least one product',
};

function isInItem({ path }: JsonFlaw): boolean {
  return path[0] === 'items' && typeof path[1] === 'number';
}

/**
 * Reads one product per line, ignoring blank lines. Each line is decoded and parsed separately, so a broken one
 * rejects no other. https://github.com/ndjson/ndjson-spec
 * @throws {ProblemError} `INVALID_REQUEST`, `PAYLOAD_TOO_LARGE`
 */
export function readLines(bytes: Uint8Array): SubmittedItem[] {
  const items: SubmittedItem[] = [];
  let flawsLeft = MAX_FLAWS;
  for (const line of splitLines(bytes)) {
    const index = items.length;
    // One flaw is enough to reject the item.
    const flaws = checkLine(line, Math.max(1, flawsLeft));
    flawsLeft -= flaws.length;
    const value: unknown = flaws[0]?.code === 'INVALID_JSON' ? line.raw() : JSON.parse(line.text);
    items.push({ index, pointer: `/${index}`, line: line.number, value, faults: toFieldErrors(flaws) });
    // Checked for each line: the rest needn't be read.
    refuseTooMany(items.length);
  }
  if (items.length === 0) {
    throw new ProblemError('INVALID_REQUEST', 'The body is empty; send a product a line.');
  }
  return items;
}

function checkLine({ text, invalidAt }: Line, maxFlaws: number): JsonFlaw[] {
  return invalidAt === undefined
    ? checkJson(text, { isLine: true, maxFlaws })
    : [{ path: [], code: 'INVALID_JSON', detail: `column ${invalidAt + 1}: is not UTF-8; send UTF-8` }];
}

export function tooManyItems(): ProblemError {
  return new ProblemError('PAYLOAD_TOO_LARGE', `Send at most ${MAX_BATCH_ITEMS} products; split the batch.`);
}

/** @throws {ProblemError} `PAYLOAD_TOO_LARGE` */
function refuseTooMany(items: number): void {
  if (items > MAX_BATCH_ITEMS) {
    throw tooManyItems();
  }
}
