import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { createAlarm, FIVE_MINUTES } from './create-alarm.ts';
import { ownMetric } from './own-metrics.ts';

/** Creates alarms of what only an operator can end. A file that can't be read is its sender's, and alarms nobody. */
export function createImportAlarms(scope: Construct, stage: StageConfig, topicArn: string): void {
  createAlarm(scope, stage, topicArn, {
    name: 'imports-stuck',
    impact:
      'The splitter fails on imports again and again, and gives each up after 30 receives without progress.',
    metric: ownMetric(stage, 'FileSplitter', 'ImportTaskFailed', { period: FIVE_MINUTES }),
    threshold: 1,
    // Each is tried after 5, 20, 80 and 320 seconds, then after up to 15 minutes.
    periods: [2, 3],
  });
  createAlarm(scope, stage, topicArn, {
    name: 'imports-given-up',
    impact: 'Imports ended before the end of their files, because the splitter failed on them for hours.',
    metric: ownMetric(stage, 'FileSplitter', 'ImportGivenUp', { period: FIVE_MINUTES }),
    threshold: 1,
    runbook: 'imports-stuck',
  });
  createAlarm(scope, stage, topicArn, {
    name: 'chunk-not-deterministic',
    impact: 'The rows of a file were read in two ways, so its import failed after some of them were saved.',
    metric: ownMetric(stage, 'FileSplitter', 'ChunkNotDeterministic', { period: FIVE_MINUTES }),
    threshold: 1,
  });
}
