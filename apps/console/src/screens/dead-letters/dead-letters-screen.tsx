import { Page } from '../../components/page.tsx';

export function DeadLettersScreen() {
  return <Page title="Dead letters">Soon.</Page>;
}
