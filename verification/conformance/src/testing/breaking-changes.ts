import { compareOpenApi, DiffAction } from 'api-smart-diff';

interface Change {
  readonly action: string;
  readonly path: readonly (string | number)[];
  readonly type?: string;
}

/**
 * Lists what breaks consumers of the released document: changes that the library calls breaking, and some
 * that break here, by action and path.
 */
export function breakingChanges(released: object, current: object): string[] {
  const changes: readonly Change[] = compareOpenApi(
    structuredClone(released),
    structuredClone(current),
  ).diffs;
  return changes
    .filter(
      (change) =>
        (change.type === 'breaking' && !addsCode(change) && !addsAlternative(change.path)) ||
        breaksHere(change),
    )
    .map(({ action, path }) => `${action} ${path.join(' > ')}`);
}

/** Recognizes new codes of problems and fields, which are open lists. */
function addsCode({ action, path }: Change): boolean {
  return action === DiffAction.add && path.at(-3) === 'code' && path.at(-2) === 'enum';
}

function breaksHere({ action, path }: Change): boolean {
  const isRequest = path.includes('requestBody');
  return (
    // Requests with unknown fields are refused.
    (action === DiffAction.remove && isRequest && path.at(-2) === 'properties') ||
    (action === DiffAction.replace && path.includes('responses') && path.at(-1) === 'type') ||
    // Tokens that sufficed no longer do.
    (action === DiffAction.add && path.includes('security') && !addsAlternative(path))
  );
}

/** Recognizes a further way to get access, such as none on a laptop. */
function addsAlternative(path: Change['path']): boolean {
  return path.at(-2) === 'security' && Number(path.at(-1)) > 0;
}
