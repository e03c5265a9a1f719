export const LOOPBACK = '127.0.0.1';

/** A server in this process. */
export interface Emulator {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  /** Answers what is being asked, then stops. */
  close(): Promise<void>;
}
