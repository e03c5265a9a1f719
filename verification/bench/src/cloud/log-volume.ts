/** Adds up the bytes that functions log. */
export function createLogVolume() {
  const volumes = new Map<string, number>();
  return {
    add(functionName: string, line: string): void {
      const before = volumes.get(functionName) ?? 0;
      volumes.set(functionName, before + Buffer.byteLength(line) + 1);
    },
    /** Returns the bytes of each function since the last call. */
    take(): Record<string, number> {
      const taken = Object.fromEntries(volumes);
      volumes.clear();
      return taken;
    },
  };
}
