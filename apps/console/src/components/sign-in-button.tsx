import { type ReactNode, useState } from 'react';

interface SignInButtonProps {
  readonly signIn: () => Promise<void>;
  readonly children: ReactNode;
}

/** Goes to the issuer of the tokens, and says so where that doesn't answer. */
export function SignInButton({ signIn, children }: SignInButtonProps) {
  const [state, setState] = useState<'idle' | 'going' | 'failed'>('idle');
  const go = (): void => {
    setState('going');
    signIn().catch(() => setState('failed'));
  };
  return (
    <>
      <button type="button" className="primary" disabled={state === 'going'} onClick={go}>
        {children}
      </button>
      {state === 'failed' && <p role="alert">The sign-in service does not answer. Try again in a moment.</p>}
    </>
  );
}
