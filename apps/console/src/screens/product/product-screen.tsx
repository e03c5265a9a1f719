import { Page } from '../../components/page.tsx';

export function ProductScreen() {
  return <Page title="Product">Soon.</Page>;
}
