import { Link } from '@tanstack/react-router';
import { Page } from '../components/page.tsx';

export function NotFound() {
  return (
    <Page title="No such page">
      <p>
        The address leads nowhere. Go to <Link to="/">Now</Link> or to{' '}
        <Link to="/submissions">submissions and imports</Link>.
      </p>
    </Page>
  );
}
