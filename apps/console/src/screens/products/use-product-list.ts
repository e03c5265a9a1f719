import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { PRODUCT_LIST, readProductPage } from '../../live/product-queries.ts';
import { useSession } from '../../session/session.ts';

/** Reads the list of all products page after page. What was read stays, and is read anew only when asked for. */
export function useProductList() {
  const { catalog } = useSession();
  const list = useInfiniteQuery({
    queryKey: PRODUCT_LIST,
    queryFn: ({ pageParam, signal }) => readProductPage(catalog, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Infinity,
    gcTime: 15 * 60_000,
  });
  const pages = list.data?.pages;
  // A product that is added while the list is read can move others: the API then lists one twice.
  const products = useMemo(
    () => [...new Map(pages?.flatMap(({ items }) => items).map((product) => [product.id, product])).values()],
    [pages],
  );
  return { ...list, products, pages };
}
