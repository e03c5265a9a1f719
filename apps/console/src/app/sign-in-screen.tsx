import { SignInButton } from '../components/sign-in-button.tsx';

/** Asks to sign in, where the API needs a token. */
export function SignInScreen({ stage, signIn }: { stage: string; signIn: () => Promise<void> }) {
  return (
    <main className="startup">
      <h1>AsyncCatalog</h1>
      <p>Sign in to see the catalog of {stage}.</p>
      <SignInButton text="Sign in" signIn={signIn} />
    </main>
  );
}
