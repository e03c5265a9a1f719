import { CatalogProblemError } from '@async-catalog/client';
import { useQuery } from '@tanstack/react-query';
import { deletedAtOf } from '../../core/product/deleted-at.ts';
import { productKey } from '../../live/product-queries.ts';
import { useSession } from '../../session/session.ts';

/** Reads a product, and says whether it is gone: never made, or deleted, with the time. */
export function useProduct(id: string) {
  const { catalog } = useSession();
  const query = useQuery({
    queryKey: productKey(id),
    queryFn: ({ signal }) => catalog.getProduct(id, { signal }),
  });
  return { ...query, gone: goneOf(query.error) };
}

export interface Gone {
  readonly code: 'PRODUCT_NOT_FOUND' | 'PRODUCT_DELETED';
  readonly detail: string;
  readonly deletedAt: string | undefined;
}

/** Recognizes the answers that a product isn't there, which are no failures. */
function goneOf(error: unknown): Gone | undefined {
  if (!(error instanceof CatalogProblemError) || error.problem === undefined) {
    return undefined;
  }
  const { code, detail } = error.problem;
  return code === 'PRODUCT_NOT_FOUND' || code === 'PRODUCT_DELETED'
    ? { code, detail, deletedAt: code === 'PRODUCT_DELETED' ? deletedAtOf(detail) : undefined }
    : undefined;
}
