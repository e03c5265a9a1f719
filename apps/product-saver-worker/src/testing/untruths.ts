import {
  countsOf,
  isComplete,
  outcomeOf,
  Report,
  type SubmissionRecord,
} from '@async-catalog/product-schema';
import { readMessage } from '../core/read-message.ts';
import { toItem, type Item } from '../core/item.ts';
import type { SentMessage, World } from './world.ts';

/** What is stored and isn't true: of the products and the records, at any time. */
export function* untruths(world: World, sent: readonly SentMessage[]): Generator<string> {
  const items = itemsOf(sent);
  for (const [productId, { item, version }] of world.products) {
    const revisions = revisionsOf(world, productId);
    if (version !== revisions.length || version !== new Set(revisions).size) {
      yield `${productId} has version ${version}, but was saved ${revisions.length} times`;
    }
    if (item.revision !== revisions.toSorted().at(-1)) {
      yield `${productId} is not as its newest save left it`;
    }
  }
  for (const record of world.records.values()) {
    if (countsOf(record).pending < 0) {
      yield `${record.id} has more outcomes than items`;
    }
    for (const { index, revision, productId } of items.filter((item) => item.submissionId === record.id)) {
      const outcome = outcomeOf(record, index);
      if (outcome === 'saved' && !revisionsOf(world, productId).includes(revision)) {
        yield `${revision} is told saved, but was not`;
      }
      if (outcome === 'superseded' && !(revision < (world.products.get(productId)?.item.revision ?? ''))) {
        yield `${revision} is told superseded, but nothing newer stands`;
      }
    }
  }
}

/** What is left undone when nothing moves any more: only what waits in the dead-letter queue may be. */
export function* leftUndone(world: World, sent: readonly SentMessage[]): Generator<string> {
  const moving = [...world.queue.at('queue'), ...world.queue.at('in flight')];
  if (moving.length > 0) {
    yield `${moving.length} messages are still on the queue`;
  }
  const buried = new Set(world.queue.at('dead-letter queue').map(({ body }) => submissionIdOf(body)));
  for (const record of world.records.values()) {
    if (!buried.has(record.id)) {
      if (!isComplete(record)) {
        yield `${record.id} is not complete`;
      }
      if (record.reportedSettlements !== record.settlements) {
        yield `${record.id} was settled ${record.settlements} times, reported after ${record.reportedSettlements}`;
      }
      yield* reportedWrongly(world, itemsOf(sent), record);
    }
  }
}

/** What the report says and the record or the products don't. */
function* reportedWrongly(world: World, items: readonly Item[], record: SubmissionRecord): Generator<string> {
  const report = Report.parse(JSON.parse(world.objects.get(`${record.id}.json`) ?? ''));
  if (report.header.completedAt !== record.completedAt) {
    yield `${record.id} is reported completed at ${report.header.completedAt}, not at ${record.completedAt}`;
  }
  const asRecorded = Array.from({ length: record.total }, (_, index) => outcomeOf(record, index));
  if (report.items.map(({ outcome }) => outcome).join() !== asRecorded.join()) {
    yield `${record.id} is reported with other outcomes than ${asRecorded.join()}`;
  }
  for (const { index, outcome, productId, version } of report.items) {
    const item = items.find((one) => one.submissionId === record.id && one.index === index);
    const written = world.writes.find((write) => write.item.revision === item?.revision)?.version;
    if (outcome !== 'failed' && productId !== item?.productId) {
      yield `${item?.revision} is reported as another product`;
    }
    // A single item has no part: what an earlier delivery knew of its save can be lost with that delivery.
    if (version !== written && outcome === 'saved' && !(record.total === 1 && version === undefined)) {
      yield `${item?.revision} is reported with version ${version}, not ${written}`;
    }
  }
}

/** What is not as it should be once every message was delivered without a fault. */
export function* notAsSent(world: World, sent: readonly SentMessage[]): Generator<string> {
  for (const { message, readable } of sent) {
    const { revision, index } = toItem(message);
    const outcome = outcomeOf(world.record(message), index);
    if (readable ? outcome !== 'saved' && outcome !== 'superseded' : outcome !== 'failed') {
      yield `${revision} is told ${outcome}`;
    }
  }
  const saved = itemsOf(sent.filter(({ readable }) => readable));
  for (const [productId, items] of Map.groupBy(saved, (item) => item.productId)) {
    const newest = items
      .map(({ revision }) => revision)
      .sort()
      .at(-1);
    if (world.products.get(productId)?.item.revision !== newest) {
      yield `${productId} is not as ${newest} says`;
    }
  }
  const dead = new Set(world.deadLetters.map(({ delivery }) => delivery.body));
  for (const { body } of world.queue.messages) {
    const readable = readMessage(body, AFTER_ALL).kind === 'item';
    if (dead.has(body) === readable) {
      yield readable ? `${body} is a dead letter` : `${body} is no dead letter`;
    }
  }
}

/** No message of these histories is from the future. */
const AFTER_ALL = new Date('2027-01-01T00:00:00.000Z');

function itemsOf(sent: readonly SentMessage[]): Item[] {
  return sent.map(({ message }) => toItem(message));
}

function revisionsOf({ writes }: World, productId: string): string[] {
  return writes.filter(({ item }) => item.productId === productId).map(({ item }) => item.revision);
}

function submissionIdOf(body: string): string | undefined {
  const reading = readMessage(body, AFTER_ALL);
  return reading.kind === 'item' ? reading.item.submissionId : reading.origin.submissionId;
}
