import { useMutation, useQueryClient } from '@tanstack/react-query';
import { PRODUCT_LIST, readProductPage } from '../../live/product-queries.ts';
import { useSession } from '../../session/session.ts';

/** Reads the list of all products from its beginning. What was read before stays until the new first page is there. */
export function useReadAgain() {
  const { catalog } = useSession();
  const queries = useQueryClient();
  return useMutation({
    async mutationFn() {
      await queries.cancelQueries({ queryKey: PRODUCT_LIST });
      return readProductPage(catalog, '', AbortSignal.timeout(READ_MS));
    },
    onSuccess: (page) => queries.setQueryData(PRODUCT_LIST, { pages: [page], pageParams: [''] }),
  });
}

/** Time after which a read without an answer is given up. */
const READ_MS = 30_000;
