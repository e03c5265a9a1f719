import { PersistenceManager } from 'fauxqs/dist/persistence.js';

/** State of fauxqs on disk, with two defects of its store fixed. */
export class DurableState extends PersistenceManager {
  /**
   * Makes messages visible again that were in flight when the last run ended, because their receivers are
   * gone. Receive counts stay.
   */
  releaseMessages(): void {
    this['db'].exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL');
  }

  /**
   * Fixes fauxqs's query, which sets the receive count to NULL against its own schema and so loses the
   * message until a restart.
   */
  override updateMessageReady(messageId: string): void {
    this['db']
      .prepare(
        'UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL WHERE message_id = ?',
      )
      .run(messageId);
  }

  atomically<T>(change: () => T): T {
    let result: T | undefined;
    this['transaction'](() => {
      result = change();
    });
    return result as T;
  }
}
