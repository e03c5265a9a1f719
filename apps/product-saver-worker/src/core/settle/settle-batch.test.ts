import { expect, it } from 'vitest';
import { createMemoryPorts } from '../../testing/memory-ports.ts';
import { createMemoryTelemetry } from '../../testing/memory-telemetry.ts';
import { submission } from '../../testing/messages.ts';
import { createCancellations } from '../save/cancellations.ts';
import { saveBatch } from '../save/save-batch.ts';
import { createSettleBatch } from './settle-batch.ts';

it('shares one settlement among all messages that it settles, however many they are', async () => {
  const { signal } = new AbortController();
  const { ports } = createMemoryPorts();
  const deps = {
    ...ports,
    telemetry: createMemoryTelemetry().telemetry,
    cancellations: createCancellations(ports, signal),
    isThrottled: () => false,
    now: () => new Date('2026-01-31T10:00:00.000Z'),
  };
  const messages = [
    ...submission(Array.from({ length: 100 }, () => ({}))),
    ...submission(Array.from({ length: 50 }, () => ({}))),
  ];
  const deliveries = messages.map((message, n) => ({
    body: JSON.stringify(message),
    receiveCount: 1,
    firstReceivedAt: new Date('2026-01-31T10:00:00.000Z'),
    isExhausted: false,
    id: String(n),
    isLast: false,
  }));
  const findings = await saveBatch(deliveries, signal, deps);
  const settled = await createSettleBatch(deps)(findings, 'part', signal);

  const settlements = new Set(settled.map(({ settlement }) => settlement));
  expect([...settlements].map((settlement) => settlement?.results.length)).toEqual([100, 50]);
});
