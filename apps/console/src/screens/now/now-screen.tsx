import { Page } from '../../components/page.tsx';

export function NowScreen() {
  return <Page title="Now">Soon.</Page>;
}
