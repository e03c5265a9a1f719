export const LOOPBACK = '127.0.0.1';

/** A server in this process. */
export interface Emulator {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** Finishes open requests, then stops. */
  close(): Promise<void>;
}
