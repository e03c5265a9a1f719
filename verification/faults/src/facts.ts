import {
  parseNewProduct,
  ProductItem,
  productIdOf,
  revisionOf,
  SubmissionRecord,
  type NewProduct,
  type ProductId,
} from '@async-catalog/product-schema';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Grant } from './simulation/consumer.ts';
import type { Attributes } from './simulation/services/dynamodb.ts';
import type { Message } from './simulation/services/queue.ts';
import type { World } from './simulation/world.ts';

/** An item that was asked for, and is valid. */
export interface Asked {
  readonly submissionId: string;
  readonly index: number;
  readonly productId: ProductId;
  readonly revision: string;
  readonly acceptedAt: string;
  readonly product: NewProduct;
}

/** A submission that was recorded: who asked for it, and what for. */
export interface Taken {
  readonly record: SubmissionRecord;
  readonly grant: Grant;
  readonly asked: readonly Asked[];
  /** The request was answered by 202, so nothing of it may be lost. */
  readonly answered: boolean;
}

export interface DeadLetter extends Origin {
  readonly message: Message;
}

/** Which item a message is about; nothing where nobody can tell. */
interface Origin {
  readonly submissionId?: string;
  readonly index?: number;
}

/** Names an item. */
export function placeOf({ submissionId, index }: Origin): string {
  return `${submissionId}/${index}`;
}

/** What is stored when the dust has settled, beside what was asked for. */
export interface Facts {
  readonly grants: readonly Grant[];
  readonly taken: readonly Taken[];
  readonly products: readonly ProductItem[];
  /** Each write of a product that took effect, in order. */
  readonly saves: readonly ProductItem[];
  readonly letters: readonly DeadLetter[];
  readonly onQueue: readonly Message[];
  /** Each time that an item was put on the queue, as `submissionId/index`. */
  readonly sent: readonly string[];
  /** Messages that were put on the queue by hand. */
  readonly garbage: readonly string[];
  /** Items that were told failed while they could still be saved. */
  readonly early: readonly string[];
  readonly objects: ReadonlyMap<string, string>;
  readonly errors: readonly unknown[];
}

export function factsOf(world: World, grants: readonly Grant[]): Facts {
  return {
    grants,
    taken: world.records().map((item) => takenOf(SubmissionRecord.parse(unmarshall(item)), grants)),
    products: world.products().map(productOf),
    saves: world.saves.map(productOf),
    letters: world.deadLetters().map((message) => Object.assign({ message }, originOf(message.body))),
    onQueue: world.onQueue(),
    sent: world.sent.map((body) => placeOf(originOf(body))),
    garbage: world.garbage,
    early: world.early,
    objects: world.objects,
    errors: world.errors,
  };
}

function productOf(item: Attributes): ProductItem {
  return ProductItem.parse(unmarshall(item));
}

/** @throws {Error} on a record of nobody's. */
function takenOf(record: SubmissionRecord, grants: readonly Grant[]): Taken {
  const grant = grants[Number(record.requestId)];
  if (grant === undefined) {
    throw new Error(`nobody asked for submission ${record.id}`);
  }
  const asked = grant.wish.products.flatMap((value, index) => {
    const parsed = parseNewProduct(value);
    return parsed.success ? [askedOf(record, index, parsed.product)] : [];
  });
  const answered = grant.accepted.some(({ submissionId }) => submissionId === record.id);
  return { record, grant, asked, answered };
}

function askedOf(
  { id: submissionId, createdAt: acceptedAt }: SubmissionRecord,
  index: number,
  product: NewProduct,
) {
  return {
    submissionId,
    index,
    acceptedAt,
    product,
    productId: productIdOf({ submissionId, index, sku: product.sku }),
    revision: revisionOf({ acceptedAt, submissionId, index }),
  };
}

function originOf(body: string): Origin {
  try {
    const { submissionId, index } = JSON.parse(body) as Required<Origin>;
    return { submissionId, index };
  } catch {
    return {};
  }
}
