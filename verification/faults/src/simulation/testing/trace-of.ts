import { type History, inWorld } from '../world.ts';

/** Everything that a history does, in order, and what it leaves behind. */
export function traceOf(history: History) {
  return inWorld(history, async (world) => {
    const grants = await world.settle();
    return {
      grants,
      happened: world.faults.happened,
      sent: world.sent,
      objects: world.objects,
      deadLetters: world.deadLetters().map(({ body, attributes }) => ({ body, attributes })),
      tableCalls: world.tableCalls.map(({ request: { body, sentAt }, answer }) => ({
        body,
        sentAt,
        answer,
      })),
    };
  });
}
