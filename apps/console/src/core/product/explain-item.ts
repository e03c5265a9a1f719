import type { SubmissionItem } from '@async-catalog/client';
import { formatTime } from '../../formats/times.ts';

/** Explains why an item of a submission changed nothing. */
export function explainItem({ outcome, error, supersededAt }: SubmissionItem): string {
  if (error?.code === 'VERSION_CONFLICT') {
    return 'it was changed meanwhile';
  }
  if (outcome === 'superseded') {
    return supersededAt === undefined
      ? 'a newer change replaced it'
      : `a newer change, of ${formatTime(supersededAt)}, replaced it`;
  }
  if (outcome === 'cancelled') {
    return 'it was cancelled';
  }
  return error === undefined ? `it ended as ${outcome}` : `${error.code}: ${error.detail}`;
}
