import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { SPLITTER_CONCURRENCY } from './splitter-settings.ts';
import { BULK_LANE, PRODUCT_LANE } from './worker-settings.ts';

/** Names of all stages. */
export const STAGES = ['dev', 'staging', 'prod'] as const;
export type StageName = (typeof STAGES)[number];

/** Stage that a laptop runs too. Its issuer may be one that doesn't exist. */
export const LOCAL_STAGE: StageName = 'dev';

/** Functions by their names without the stage's prefix. */
export type FunctionName = 'CatalogApi' | 'CreateProductProcessor' | 'FileSplitter' | 'ProductSaverWorker';

/**
 * Concurrency of all mappings of the worker together. With less in reserve, Lambda would throttle them, and messages would wait for the end
 * of their visibility timeout. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
const WORKER_CONCURRENCY = PRODUCT_LANE.maximumConcurrency + BULK_LANE.maximumConcurrency;

/** Settings that differ between stages; the others are in the stacks and in `worker-settings.ts`. */
export interface StageConfig {
  /** Prefix of every physical name, so that stages can share an account. */
  readonly namePrefix: '' | `${string}-`;
  /** Keeps tables, bucket, queues and logs when their stack is deleted, and protects tables and stacks against deletion. */
  readonly keepsData: boolean;
  readonly logRetention: RetentionDays;
  /**
   * Concurrency that is kept for a function, and that it can't exceed, so that requests that wait can't take the worker's. Functions that aren't
   * named share what is left. `undefined` keeps none, for an account with too little: Lambda wants 100 left for others.
   * https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly reservedConcurrency: Readonly<Partial<Record<FunctionName, number>>> | undefined;
  /** Origins whose pages may call the API, such as `https://shop.example`. */
  readonly allowedOrigins: readonly string[];
  /** Origins besides these and the console's whose pages may use the URLs of the report bucket that the API signs. S3 takes one `*` in each. */
  readonly uploadOrigins: readonly string[];
  /** Limits of each caller whose token sets no limits of its own: requests in a second, products in a day. */
  readonly callerLimits: {
    readonly requestsPerSecond: number;
    readonly productsPerDay: number;
    /** Time within which the table of limits has to answer, in milliseconds; 250 by default. */
    readonly timeoutMs?: number;
  };
  /** Issuer and audience of the OIDC tokens that the API accepts. */
  readonly auth: { readonly issuer: string; readonly audience: string };
  readonly console: {
    /** Its public client at the issuer: code flow with PKCE, no secret. */
    readonly clientId: string;
    /** Origins besides the issuer's that sign-in calls, such as Cognito's domain for tokens. */
    readonly connectOrigins: readonly string[];
    /** Domain of its own, and the certificate in us-east-1. Without one, the console has a name under cloudfront.net. */
    readonly domain?: { readonly name: string; readonly certificateArn: string };
  };
}

const CONSOLE = { clientId: 'async-catalog-console', connectOrigins: [] };

/** A fifth of the requests that API Gateway lets pass for all callers together. */
const CALLER_LIMITS = { requestsPerSecond: 100, productsPerDay: 1_000_000 };

export const stages: Record<StageName, StageConfig> = {
  dev: {
    namePrefix: '',
    keepsData: false,
    logRetention: RetentionDays.ONE_WEEK,
    reservedConcurrency: {
      CatalogApi: 200,
      CreateProductProcessor: 200,
      FileSplitter: SPLITTER_CONCURRENCY,
      ProductSaverWorker: WORKER_CONCURRENCY,
    },
    allowedOrigins: [],
    // Pages that a laptop serves, the console of `start` among them.
    uploadOrigins: ['http://localhost:*', 'http://127.0.0.1:*'],
    // A laptop's single caller is everybody: far more than it can send. Its emulated table shares the processor with everything else.
    callerLimits: { requestsPerSecond: 2000, productsPerDay: 100_000_000, timeoutMs: 5000 },
    auth: {
      issuer: 'https://auth.dev.async-catalog.example',
      audience: 'https://api.dev.async-catalog.example',
    },
    console: CONSOLE,
  },
  staging: {
    namePrefix: 'staging-',
    keepsData: false,
    logRetention: RetentionDays.ONE_MONTH,
    // Fits into one account of 1,000 with those of prod.
    reservedConcurrency: {
      CatalogApi: 100,
      CreateProductProcessor: 50,
      FileSplitter: SPLITTER_CONCURRENCY,
      ProductSaverWorker: WORKER_CONCURRENCY,
    },
    allowedOrigins: [],
    uploadOrigins: [],
    callerLimits: CALLER_LIMITS,
    auth: {
      issuer: 'https://auth.staging.async-catalog.example',
      audience: 'https://api.staging.async-catalog.example',
    },
    console: CONSOLE,
  },
  prod: {
    namePrefix: 'prod-',
    keepsData: true,
    logRetention: RetentionDays.THREE_MONTHS,
    reservedConcurrency: {
      CatalogApi: 500,
      CreateProductProcessor: 200,
      FileSplitter: SPLITTER_CONCURRENCY,
      ProductSaverWorker: WORKER_CONCURRENCY,
    },
    allowedOrigins: [],
    uploadOrigins: [],
    callerLimits: CALLER_LIMITS,
    auth: { issuer: 'https://auth.async-catalog.example', audience: 'https://api.async-catalog.example' },
    console: CONSOLE,
  },
};
