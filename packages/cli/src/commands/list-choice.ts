/** Part of a list to show. */
export interface ListChoice<Status> {
  readonly status?: Status;
  readonly since?: string;
  readonly until?: string;
  readonly caller?: string;
  readonly limit: number;
}

/** Builds the query of a list, with pages no larger than what is shown. */
export function listQuery<Status>({
  status,
  since,
  until,
  caller,
  limit,
}: ListChoice<Status>): ListChoice<Status> {
  // The options of a command have those of the program, too.
  return {
    ...(status !== undefined && { status }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
    ...(caller !== undefined && { caller }),
    limit: Math.min(limit, 100),
  };
}

export async function takeFirst<Item>(items: AsyncIterable<Item>, limit: number): Promise<Item[]> {
  const taken: Item[] = [];
  for await (const item of items) {
    taken.push(item);
    if (taken.length >= limit) {
      break;
    }
  }
  return taken;
}

/** Names the caller first where a list is of others. */
export function withCaller(columns: readonly string[], { caller }: { caller?: string }): string[] {
  return caller === undefined ? [...columns] : ['caller', ...columns];
}
