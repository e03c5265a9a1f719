/** Submission and index that a message names. Either can be missing if the message is malformed. */
export interface ItemRef {
  readonly submissionId: string;
  readonly index: number;
}

export function parseItemRef(body: string): Partial<ItemRef> {
  try {
    const { submissionId, index } = JSON.parse(body) as ItemRef;
    return { submissionId, index };
  } catch {
    return {};
  }
}

/** The name of an item in facts and violations: `submissionId/index`. */
export function itemKeyOf({ submissionId, index }: Partial<ItemRef>): string {
  return `${submissionId}/${index}`;
}
