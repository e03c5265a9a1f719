import { Page } from '../../components/page.tsx';

export function BreakItScreen() {
  return <Page title="Break it">Soon.</Page>;
}
