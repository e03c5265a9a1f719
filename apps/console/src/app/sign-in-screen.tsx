import { SignInButton } from '../components/sign-in-button.tsx';

interface SignInScreenProps {
  readonly stage: string;
  readonly signIn: () => Promise<void>;
  /** Why the last attempt brought no session. */
  readonly failure?: Error | undefined;
}

/** Asks to sign in, where the API needs a token. */
export function SignInScreen({ stage, signIn, failure }: SignInScreenProps) {
  return (
    <main className="startup">
      <h1>AsyncCatalog</h1>
      <p>Sign in to see the catalog of {stage}.</p>
      {failure !== undefined && <p role="alert">You are not signed in: {failure.message}</p>}
      <SignInButton signIn={signIn}>Sign in</SignInButton>
    </main>
  );
}
