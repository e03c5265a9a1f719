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
  const requestSchemas = schemasOfRequests(current);
  const changes: readonly Change[] = compareOpenApi(
    structuredClone(released),
    structuredClone(current),
  ).diffs;
  return changes
    .filter(
      (change) =>
        (change.type === 'breaking' &&
          !addsCode(change) &&
          !addsAlternative(change.path) &&
          !addsToAnswer(change, requestSchemas)) ||
        breaksHere(change),
    )
    .map(({ action, path }) => `${action} ${path.join(' > ')}`);
}

/** Recognizes a further field of a schema that only answers have, which the library can't know. */
function addsToAnswer({ action, path }: Change, requestSchemas: ReadonlySet<string>): boolean {
  const [components, schemas, name = ''] = path;
  return (
    action === DiffAction.add &&
    components === 'components' &&
    schemas === 'schemas' &&
    !requestSchemas.has(String(name))
  );
}

/** Finds the names of the component schemas that a request body or a parameter refers to, directly or not. */
function schemasOfRequests(document: object): Set<string> {
  const schemas =
    (document as { components?: { schemas?: Record<string, unknown> } }).components?.schemas ?? {};
  const found = new Set<string>();
  const visit = (node: unknown, inRequest: boolean): void => {
    if (typeof node !== 'object' || node === null) {
      return;
    }
    for (const [key, child] of Object.entries(node)) {
      const name =
        inRequest && key === '$ref' && typeof child === 'string' ? child.split('/').at(-1) : undefined;
      if (name !== undefined && !found.has(name)) {
        found.add(name);
        visit(schemas[name], true);
      }
      visit(child, inRequest || key === 'requestBody' || key === 'parameters');
    }
  };
  visit((document as { paths?: unknown }).paths, false);
  return found;
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
