// Not exported by fauxqs: see `fauxqs-stores.ts`.
import { PersistenceManager } from '../../node_modules/fauxqs/dist/persistence.js';

/** fauxqs's own state on disk, mended. */
export class DurableState extends PersistenceManager {
  /**
   * Makes messages visible that were in flight when the last run ended. Who had received them ended with it: nobody is left to
   * finish them, and waiting for their visibility timeouts would be waiting for nothing. The receives stay counted.
   */
  takeBackMessages(): void {
    this['db'].exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL');
  }

  /** fauxqs sets the receive count to NULL, which its schema refuses: the message would be gone until the next start. */
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
