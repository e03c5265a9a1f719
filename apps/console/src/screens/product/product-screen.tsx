import './product.css';
import type { Product } from '@async-catalog/client';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { AsOf } from '../../components/as-of.tsx';
import { focusMain } from '../../components/focus-main.ts';
import { Loading } from '../../components/loading.tsx';
import { Page } from '../../components/page.tsx';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { allows } from '../../session/access.ts';
import { useSession } from '../../session/session.ts';
import { DeleteProduct } from './delete-product.tsx';
import { EditProduct } from './edit-product.tsx';
import { GoneProduct } from './gone-product.tsx';
import { ProductFacts } from './product-facts.tsx';
import { type Saved, SavedNotice } from './saved-notice.tsx';
import { useProduct } from './use-product.ts';

const route = getRouteApi('/products/$productId');

/** Shows one product, and changes or deletes it. */
export function ProductScreen() {
  const { productId } = route.useParams();
  return <OneProduct key={productId} id={productId} />;
}

function OneProduct({ id }: { id: string }) {
  const { access } = useSession();
  const { data: product, gone, error, dataUpdatedAt, refetch } = useProduct(id);
  const [mode, setMode] = useState<'view' | 'edit' | 'delete'>('view');
  const [deleting, setDeleting] = useState(false);
  /** Product as it was when editing or deleting began. */
  const [chosen, setChosen] = useState<Product>();
  const [saved, setSaved] = useState<Saved>();
  if (mode === 'edit' && chosen !== undefined) {
    return (
      <EditProduct
        product={chosen}
        gone={gone}
        onClose={() => {
          setMode('view');
          focusMain();
        }}
        onSaved={(outcome) => {
          setSaved(outcome);
          setMode('view');
        }}
      />
    );
  }
  if (gone !== undefined) {
    return <GoneProduct id={id} gone={gone} />;
  }
  const begin = (next: 'edit' | 'delete'): void => {
    setChosen(product);
    setSaved(undefined);
    setMode(next);
  };
  const mayWrite = product !== undefined && allows(access, 'catalog:write');
  return (
    <Page
      title={product?.name ?? 'Product'}
      aside={
        <>
          {product !== undefined && <AsOf time={dataUpdatedAt} />}
          {mayWrite && (
            <>
              <button type="button" className="primary" onClick={() => begin('edit')} disabled={deleting}>
                Edit
              </button>
              <button type="button" onClick={() => begin('delete')} disabled={deleting}>
                Delete…
              </button>
            </>
          )}
        </>
      }
    >
      {saved !== undefined && <SavedNotice saved={saved} />}
      {mode === 'delete' && chosen !== undefined && (
        <DeleteProduct
          product={chosen}
          present={product}
          onStart={() => setDeleting(true)}
          onClose={() => {
            setMode('view');
            setDeleting(false);
          }}
        />
      )}
      {error !== null && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {product === undefined ? (
        error === null && <Loading what="the product" />
      ) : (
        <ProductFacts product={product} />
      )}
    </Page>
  );
}
