import { Page } from '../../components/page.tsx';

export function SubmissionsScreen() {
  return <Page title="Submissions and imports">Soon.</Page>;
}
