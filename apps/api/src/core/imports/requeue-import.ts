import {
  importDeadline,
  type ImportRecord,
  isImportComplete,
  settlementsOfImport,
} from '@async-catalog/product-schema';
import type { ImportPorts } from '../ports.ts';

/** Time that a message has to take effect before another one is queued: 1 minute. */
const REQUEUE_AFTER_MS = 60_000;

/**
 * Time to write the reports before another message is queued: 5 minutes. It is longer than an invocation of the
 * splitter and its delayed retry, because two that write the same reports slow each other.
 */
const FINISH_AGAIN_AFTER_MS = 5 * REQUEUE_AFTER_MS;

/**
 * Queues again what got lost: the message of an import that was started a minute ago and isn't begun, or of one that is
 * read and whose reports are still not written, though every chunk is complete or should be by now.
 */
export async function requeueImport(ports: ImportPorts, record: ImportRecord): Promise<void> {
  const { id, startedAt, queuedAt, begunAt, finishDueAt } = record;
  const now = ports.now();
  const isPast = (time: string, afterMs: number) => Date.parse(time) + afterMs <= now.getTime();

  if (startedAt !== undefined && begunAt === undefined && record.completedAt === undefined) {
    if (isPast(queuedAt ?? startedAt, REQUEUE_AFTER_MS)) {
      await claimAndSend(ports, id, 'read', ['queuedAt', now.toISOString(), queuedAt]);
    }
  } else if (isReportDue(record, now)) {
    const nextAt = new Date(now.getTime() + FINISH_AGAIN_AFTER_MS).toISOString();
    if (finishDueAt === undefined) {
      // Whoever completed the last chunk has queued it, too. The time starts when it is first seen.
      await ports.imports.setTime(id, 'finishDueAt', nextAt, undefined);
    } else if (isPast(finishDueAt, 0)) {
      await claimAndSend(ports, id, 'finish', ['finishDueAt', nextAt, finishDueAt]);
    }
  }
}

function isReportDue(record: ImportRecord, now: Date): boolean {
  const { chunkTotal, completedAt, reportedSettlements = 0 } = record;
  return isImportComplete(record)
    ? completedAt === undefined || reportedSettlements < settlementsOfImport(record)
    : // A chunk may be complete, but not recorded: the splitter finds it.
      chunkTotal !== undefined && now.toISOString() > importDeadline(record);
}

/** Of readers at the same time, one sends. If it stops in between, another one does when it is due again. */
async function claimAndSend(
  { imports, importQueue }: ImportPorts,
  importId: ImportRecord['id'],
  task: 'read' | 'finish',
  [field, time, seen]: ['queuedAt' | 'finishDueAt', string, string | undefined],
): Promise<void> {
  if ((await imports.setTime(importId, field, time, seen)) !== undefined) {
    await importQueue.send({ version: 1, importId, task });
  }
}
