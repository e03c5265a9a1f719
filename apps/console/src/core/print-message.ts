/** Levels that are indented at most: each line of a deeper one could be as long as the message. */
const MAX_DEPTH = 20;

/**
 * Prints a message with a line for each value, where that shows exactly what is in it. Others are printed as they are: what isn't JSON, is written in
 * another way, or has a name twice or a number that no double holds may be what is wrong with them.
 */
export function printMessage(body: string): string {
  if (depthOf(body) > MAX_DEPTH) {
    return body;
  }
  try {
    const value: unknown = JSON.parse(body);
    return JSON.stringify(value) === body ? JSON.stringify(value, undefined, 2) : body;
  } catch {
    return body;
  }
}

/** Counts brackets that are open at once, those in texts too. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
