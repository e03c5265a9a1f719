import { z } from 'zod';

const required = z.string().min(1);

/** What the function reads from its environment. */
export const Env = z.object({
  PRODUCT_QUEUE_URL: required,
  SUBMISSION_TABLE_NAME: required,
  REPORT_BUCKET_NAME: required,
});

export interface Config {
  readonly productQueueUrl: string;
  readonly submissionTableName: string;
  readonly reportBucketName: string;
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** @throws {ConfigError} naming every variable that is missing or wrong. */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = Env.safeParse(env);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new ConfigError(wrong.join('; '));
  }
  return {
    productQueueUrl: parsed.data.PRODUCT_QUEUE_URL,
    submissionTableName: parsed.data.SUBMISSION_TABLE_NAME,
    reportBucketName: parsed.data.REPORT_BUCKET_NAME,
  };
}
