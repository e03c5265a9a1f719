import { Page } from '../../components/page.tsx';

export function ProductsScreen() {
  return <Page title="Products">Soon.</Page>;
}
