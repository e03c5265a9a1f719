import { Page } from '../../components/page.tsx';

export function OneImportScreen() {
  return <Page title="Import">Soon.</Page>;
}
