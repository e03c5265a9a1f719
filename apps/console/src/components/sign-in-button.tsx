import { useState } from 'react';

interface SignInButtonProps {
  readonly text: string;
  readonly signIn: (() => Promise<void>) | undefined;
}

/** Goes to the issuer of the tokens, and says so where that doesn't answer. */
export function SignInButton({ text, signIn }: SignInButtonProps) {
  const [state, setState] = useState<'idle' | 'going' | 'failed'>('idle');
  const go = (): void => {
    setState('going');
    signIn?.().catch(() => setState('failed'));
  };
  return (
    <>
      <button type="button" className="primary" disabled={state === 'going'} onClick={go}>
        {text}
      </button>
      {state === 'failed' && <p role="alert">The sign-in service does not answer. Try again in a moment.</p>}
    </>
  );
}
