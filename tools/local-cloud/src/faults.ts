/** Faults of services, which are asked for at each call. */
export interface Faults {
  /** True while DynamoDB answers every call with a 500. Only the emulator can. */
  readonly tablesOut?: () => boolean;
  /** True if a batch that the function has processed is to reach it once more, as SQS may do. */
  readonly deliverAgain?: (functionName: string) => boolean;
}
