/** Follows a JSON Pointer (RFC 6901); `missing` is a field that an existing object lacks. */
export function follow(value: unknown, pointer: string): 'found' | 'missing' | 'lost' {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  let current = value;
  for (const [depth, name] of names.entries()) {
    if (typeof current !== 'object' || current === null) {
      return 'lost';
    }
    if (!Object.hasOwn(current, name)) {
      return depth === names.length - 1 && !Array.isArray(current) ? 'missing' : 'lost';
    }
    current = (current as Record<string, unknown>)[name];
  }
  return 'found';
}
