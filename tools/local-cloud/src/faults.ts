/** Faults of services, which are asked for at each call. */
export interface Faults {
  /** True while DynamoDB answers every call with a 500. Only the emulator can. */
  readonly tablesOut?: () => boolean;
  /** Asked at each read and write of items: true if DynamoDB throttles it. Only the emulator can. */
  readonly throttleTables?: () => boolean;
  /** True while S3 answers every call with a 500. Only the emulator can. */
  readonly bucketOut?: () => boolean;
  /** Asked at each invocation: true if its instance ends at the first request that the function sends. */
  readonly crash?: (functionName: string) => boolean;
  /** True while the function's mappings wait a minute before each receive. */
  readonly receiveSlowly?: (functionName: string) => boolean;
  /** True if a batch that the function has processed is to reach it once more, as SQS may do. */
  readonly deliverAgain?: (functionName: string) => boolean;
}
