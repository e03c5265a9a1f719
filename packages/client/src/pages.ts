interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string;
}

/** Every item of a list, page by page; a page is fetched when its first item is asked for. */
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
