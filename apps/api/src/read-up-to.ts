/** Reads a whole body; `undefined` as soon as it exceeds the limit, and the rest stays unread. */
export async function readUpTo(
  maxBytes: number,
  body: AsyncIterable<Uint8Array> | null | undefined,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
