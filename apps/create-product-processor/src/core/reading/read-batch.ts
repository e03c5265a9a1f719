import { type FieldError, fieldErrorsOf } from '@async-catalog/product-schema';
import { z } from 'zod';
import { ProblemError } from '../answering/problem-error.ts';
import type { RequestBody } from '../request/intake-request.ts';
import { refuseTooMany } from './batch-limit.ts';
import type { Flaw } from './check-json.ts';
import { flawError, type SubmittedItems } from './submitted-item.ts';

const Batch = z.strictObject({ items: z.array(z.unknown()) });

/**
 * The body of `POST /products/batch` as JSON: `{ "items": […] }`.
 * @throws {ProblemError} `INVALID_REQUEST`, `PAYLOAD_TOO_LARGE`
 */
export function readBatch({ flaws }: RequestBody, json: unknown): SubmittedItems {
  const parsed = Batch.safeParse(json, { reportInput: true });
  const ownFlaws = flaws.filter((flaw) => !isInItem(flaw));
  // With one of these, what was parsed is not what was sent.
  const errors =
    ownFlaws.length > 0
      ? ownFlaws.map(flawError)
      : [
          ...(parsed.error === undefined
            ? []
            : fieldErrorsOf(parsed.error.issues, { knownFields: ['items'] })),
          ...(parsed.data?.items.length === 0 ? [NO_ITEM] : []),
        ];
  if (parsed.data === undefined || errors.length > 0) {
    throw new ProblemError(
      'INVALID_REQUEST',
      'Send an object like {"items": […]}; errors says what to change.',
      {
        errors,
      },
    );
  }
  const { items } = parsed.data;
  refuseTooMany(items.length);
  const faults = Map.groupBy(flaws, ({ path }) => path[1]);
  return {
    items: items.map((value, index) => ({
      index,
      value,
      faults: (faults.get(index) ?? []).map(({ path, code }) => flawError({ path: path.slice(2), code })),
    })),
    pointerTo: (index) => `/items/${index}`,
  };
}

const NO_ITEM: FieldError = {
  pointer: '/items',
  code: 'TOO_FEW',
  detail: 'is empty; send at least one product',
};

function isInItem({ path }: Flaw): boolean {
  return path[0] === 'items' && typeof path[1] === 'number';
}
