import { z } from 'zod';

export const Env = z.object({
  PRODUCT_TABLE_NAME: z.string().min(1),
  SUBMISSION_TABLE_NAME: z.string().min(1),
  REPORT_BUCKET_NAME: z.string().min(1),
  PRODUCT_QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
  /** As in the queue's redrive policy: after so many deliveries, it dead-letters a message. */
  MAX_RECEIVE_COUNT: z.coerce.number().int().min(1).max(1000),
});

export interface Config {
  readonly productTableName: string;
  readonly submissionTableName: string;
  readonly reportBucketName: string;
  readonly productQueueUrl: string;
  readonly deadLetterQueueUrl: string;
  readonly maxReceiveCount: number;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws {ConfigError} naming every variable that is missing or wrong */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Env.safeParse(env);
  if (!parsed.success) {
    throw new ConfigError(z.prettifyError(parsed.error));
  }
  return {
    productTableName: parsed.data.PRODUCT_TABLE_NAME,
    submissionTableName: parsed.data.SUBMISSION_TABLE_NAME,
    reportBucketName: parsed.data.REPORT_BUCKET_NAME,
    productQueueUrl: parsed.data.PRODUCT_QUEUE_URL,
    deadLetterQueueUrl: parsed.data.DEAD_LETTER_QUEUE_URL,
    maxReceiveCount: parsed.data.MAX_RECEIVE_COUNT,
  };
}
