interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

/** Iterates over a list, and fetches a page when its first item is needed. */
export async function* itemsOfPages<Item>(
  fetchPage: (cursor: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, undefined> {
  let cursor: string | undefined;
  do {
    const page = await fetchPage(cursor);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}
