import type { ReactNode } from 'react';
import { allows, type Scope } from '../session/access.ts';
import { useSession } from '../session/session.ts';

/** Shows its children to those who have the scope, and tells the others what they would need. */
export function NeedsScope({ scope, children }: { scope: Scope; children: ReactNode }) {
  const { access } = useSession();
  return allows(access, scope) ? (
    children
  ) : (
    <div className="notice" role="note">
      <div>
        <strong>You may not see this</strong>
        <p>
          It needs the scope <code>{scope}</code>. Ask whoever manages your access for it, and sign in again.
        </p>
      </div>
    </div>
  );
}
