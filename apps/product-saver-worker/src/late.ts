/** Modules that few events need: with the clients that they import, they are loaded when they are first used. */
export const late = {
  imports: () => import('./adapters/dynamo-import-store.ts'),
  importQueue: () => import('./adapters/sqs-import-queue.ts'),
  messageQueue: () => import('./adapters/sqs-message-queue.ts'),
  deadLetterQueue: () => import('./adapters/sqs-dead-letter-queue.ts'),
};
