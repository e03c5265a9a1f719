import { randomUUID } from 'node:crypto';
import type { RecordedCall } from '../cloud/recorded-call.ts';

const UUID = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;

/** Replaces each id consistently by a new one, so that the calls are about other products. */
export function withFreshIds(calls: readonly RecordedCall[]): RecordedCall[] {
  const fresh = new Map<string, string>();
  const freshOf = (id: string): string => {
    const known = fresh.get(id) ?? randomUUID();
    fresh.set(id, known);
    return known;
  };
  return JSON.parse(JSON.stringify(calls).replace(UUID, freshOf)) as RecordedCall[];
}
