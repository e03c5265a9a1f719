import { Page } from '../../components/page.tsx';

export function ReferenceScreen() {
  return <Page title="Reference">Soon.</Page>;
}
