import { ProblemError } from '@async-catalog/http-contract';
import { type FieldError, fieldErrorsOf } from '@async-catalog/product-schema';
import { z } from 'zod';
import type { SubmittedItem } from '../intake-command.ts';
import { type JsonFlaw, toFieldErrors } from './check-json.ts';
import { refuseTooMany } from './refuse-too-many.ts';

/** Reads a document that is one product. */
export function readProduct(json: unknown, flaws: readonly JsonFlaw[]): SubmittedItem[] {
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
