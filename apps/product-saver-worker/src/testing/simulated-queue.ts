import type { Delivery } from '../core/delivery.ts';
import { delivery } from './messages.ts';

type Place = 'queue' | 'in flight' | 'dead-letter queue' | 'acknowledged';

/** A queue with a redrive policy, that delivers whatever it is asked to, in any order. */
export function createSimulatedQueue(bodies: readonly string[], maxReceiveCount: number) {
  const messages = bodies.map((body, number) => ({ number, body, receiveCount: 0, place: 'queue' as Place }));
  type Message = (typeof messages)[number];
  const send = (body: string) =>
    messages.push({ number: messages.length, body, receiveCount: 0, place: 'queue' });

  return {
    messages,
    send,
    at: (place: Place): Message[] => messages.filter((one) => one.place === place),

    /** Deliveries of those that are on the queue; those delivered often enough go to the dead-letter queue instead. */
    receive(numbers: readonly number[]): { message: Message; delivery: Delivery }[] {
      return numbers.flatMap((number) => {
        const message = messages[number % messages.length];
        if (message === undefined || message.place !== 'queue') {
          return [];
        }
        if (message.receiveCount >= maxReceiveCount) {
          message.place = 'dead-letter queue';
          return [];
        }
        message.place = 'in flight';
        message.receiveCount += 1;
        return [{ message, delivery: delivery(message.body, { receiveCount: message.receiveCount }) }];
      });
    },

    redrive(): void {
      for (const message of messages.filter(({ place }) => place === 'dead-letter queue')) {
        Object.assign(message, { place: 'queue', receiveCount: 0 });
      }
    },
  };
}
