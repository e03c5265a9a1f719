import { compareOpenApi, DiffAction } from 'api-smart-diff';

interface Change {
  readonly action: string;
  readonly path: readonly (string | number)[];
  readonly type?: string;
}

/**
 * What would surprise a consumer who goes by the released document: each change that the library finds breaking, or that is so here,
 * by its action and its place.
 */
export function breakingChanges(released: object, current: object): string[] {
  const changes: readonly Change[] = compareOpenApi(
    structuredClone(released),
    structuredClone(current),
  ).diffs;
  return changes
    .filter((change) => (change.type === 'breaking' && !addsCode(change)) || breaksHere(change))
    .map(({ action, path }) => `${action} ${path.join(' > ')}`);
}

/** Codes of problems and of fields are open lists: new ones may come. */
function addsCode({ action, path }: Change): boolean {
  return action === DiffAction.add && path.at(-3) === 'code' && path.at(-2) === 'enum';
}

function breaksHere({ action, path }: Change): boolean {
  const isRequest = path.includes('requestBody');
  return (
    // A field that isn't known is refused.
    (action === DiffAction.remove && isRequest && path.at(-2) === 'properties') ||
    (action === DiffAction.replace && path.includes('responses') && path.at(-1) === 'type') ||
    // Tokens that were good enough no longer are.
    (action === DiffAction.add && path.includes('security'))
  );
}
