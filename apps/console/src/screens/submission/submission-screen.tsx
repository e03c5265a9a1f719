import { Page } from '../../components/page.tsx';

export function SubmissionScreen() {
  return <Page title="Submission">Soon.</Page>;
}
