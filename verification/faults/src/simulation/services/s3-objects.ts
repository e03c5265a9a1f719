import { createHash } from 'node:crypto';
import type { Response } from './service.ts';

export interface StoredObject {
  readonly body: string;
  /** Header names and values of its metadata: `x-amz-meta-settlements`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly etag: string;
}

export function etagOf(body: string): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

export function errorOf(status: number, code: string): Response {
  return { status, body: `<Error><Code>${code}</Code><Message>simulated</Message></Error>` };
}
