/** An upload as the API describes it. */
interface Upload {
  readonly partBytes: number;
  readonly partCount: number;
  readonly received: readonly number[];
}

/** Finds where a part begins in the file, and where it ends. */
export function partRange(
  { partBytes }: Pick<Upload, 'partBytes'>,
  size: number,
  number: number,
): readonly [start: number, end: number] {
  return [(number - 1) * partBytes, Math.min(number * partBytes, size)];
}

/** Lists the parts that the API doesn't have. */
export function missingParts({ partCount, received }: Upload): number[] {
  const there = new Set(received);
  return Array.from({ length: partCount }, (_, index) => index + 1).filter((number) => !there.has(number));
}

/** Counts the bytes that the API has. */
export function receivedBytes(upload: Upload, size: number): number {
  return upload.received.reduce((sum, number) => {
    const [start, end] = partRange(upload, size, number);
    return sum + end - start;
  }, 0);
}
