import { httpApiEvent } from '@async-catalog/local-cloud/testing';
import type { AppName } from '../../bundling/apps.ts';
import { dryRunEvent, intakeEvent, messagesOf, queueEvent } from '../../workload/events.ts';
import { productsFrom } from '../../workload/products.ts';

/** A function and two events for it: an idle one that needs no other service, and a working one. */
export interface MeasuredFunction {
  readonly app: AppName;
  readonly title: string;
  /** The target of the first answer: times that of the SDK clients. */
  readonly maxAgainstClients: number;
  /** A module with the same SDK clients and nothing else. */
  readonly clients: URL;
  /** A module with the same calls by the same clients. */
  readonly calls: URL;
  readonly idleEvent: () => unknown;
  readonly workingEvent: () => unknown;
  /** Checks that an answer is right, because an error would be fast. */
  readonly isRight: (answer: never) => boolean;
}

const file = (name: string) => new URL(name, import.meta.url);

const answeredWell = ({ statusCode }: { statusCode: number }): boolean =>
  statusCode >= 200 && statusCode < 300;

let next = 0;
const newProducts = () => productsFrom((next += 1), 1);

/** @param token A token that the API accepts. */
export function functionsWith(token: string): readonly MeasuredFunction[] {
  return [
    {
      app: 'CreateProductProcessor',
      title: 'Processor',
      maxAgainstClients: 1.25,
      clients: file('clients/table-queue-bucket.ts'),
      calls: file('../../baseline/table-queue-bucket.ts'),
      idleEvent: () => dryRunEvent(newProducts()),
      workingEvent: () => intakeEvent(newProducts()),
      isRight: answeredWell,
    },
    {
      app: 'ProductSaverWorker',
      title: 'Worker',
      maxAgainstClients: 1.25,
      clients: file('clients/table-queue-bucket.ts'),
      calls: file('../../baseline/table-queue-bucket.ts'),
      idleEvent: () => queueEvent([]),
      workingEvent: () => queueEvent(messagesOf(newProducts())),
      isRight: ({ batchItemFailures }: { batchItemFailures: unknown[] }) => batchItemFailures.length === 0,
    },
    {
      app: 'CatalogApi',
      title: 'API',
      maxAgainstClients: 1.35,
      clients: file('clients/api.ts'),
      calls: file('../../baseline/table-function-bucket.ts'),
      idleEvent: () => httpApiEvent({ method: 'GET', path: '/healthz' }),
      workingEvent: () =>
        httpApiEvent({ headers: { authorization: `Bearer ${token}` }, body: newProducts()[0] }),
      isRight: answeredWell,
    },
  ];
}
