import './products.css';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { allows } from '../../session/access.ts';
import { useSession } from '../../session/session.ts';
import { AllProducts } from './all-products.tsx';
import { FoundProducts } from './found-products.tsx';
import { SkuSearch } from './sku-search.tsx';

const route = getRouteApi('/products');

/** Finds products by SKU, and lists all of them. */
export function ProductsScreen() {
  const { access } = useSession();
  const { sku } = route.useSearch();
  return (
    <Page
      title="Products"
      aside={
        allows(access, 'catalog:write') && (
          <Link className="button" to="/products/new">
            New product
          </Link>
        )
      }
    >
      <SkuSearch key={sku} sku={sku} />
      {sku === undefined ? <AllProducts /> : <FoundProducts key={sku} sku={sku} />}
    </Page>
  );
}
