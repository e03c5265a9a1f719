import type { CatalogClient, Product } from '@async-catalog/client';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';

/** Page of the list of all products, with the time at which it was read, in ms since 1970. */
export interface ProductListPage {
  readonly items: readonly Product[];
  readonly nextCursor?: string;
  readonly readAt: number;
}

export const PRODUCT_LIST = ['products', 'list'] as const;
export const FOUND_PRODUCTS = ['products', 'found'] as const;
export const productKey = (id: string) => ['product', id] as const;

/** Largest page that the API has. */
const PAGE_SIZE = 100;

/** Reads a page of the list; the empty cursor is its first. */
export async function readProductPage(
  { http }: CatalogClient,
  cursor: string,
  signal: AbortSignal,
): Promise<ProductListPage> {
  const query = { limit: PAGE_SIZE, ...(cursor !== '' && { cursor }) };
  const { data } = await http.GET('/products', { params: { query }, signal });
  return { ...data!, readAt: Date.now() };
}

/** Puts a changed product into the list that was read, or takes a deleted one out, so that going back shows what is so. */
export function updateProductList(
  client: QueryClient,
  changed: ReadonlyMap<string, Product | undefined>,
): void {
  client.setQueryData<InfiniteData<ProductListPage, string>>(
    PRODUCT_LIST,
    (list) =>
      list && {
        ...list,
        pages: list.pages.map((page) => ({
          ...page,
          items: page.items.flatMap((product) =>
            changed.has(product.id) ? (changed.get(product.id) ?? []) : product,
          ),
        })),
      },
  );
  void client.invalidateQueries({ queryKey: FOUND_PRODUCTS });
}
