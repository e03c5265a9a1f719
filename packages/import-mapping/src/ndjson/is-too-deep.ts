/** Levels of nesting in a line; a product has three. */
export const MAX_DEPTH = 10;

/** Tells whether a value nests deeper than the limit. Spread into arguments, a long list would overflow the stack. */
export function isTooDeep(value: unknown, levels = MAX_DEPTH): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return levels === 0 || Object.values(value).some((entry) => isTooDeep(entry, levels - 1));
}
