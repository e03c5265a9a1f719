/** Asks to sign in, where the API needs a token. */
export function SignInScreen({ stage, onSignIn }: { stage: string; onSignIn: () => void }) {
  return (
    <main className="startup">
      <h1>AsyncCatalog</h1>
      <p>Sign in to see the catalog of {stage}.</p>
      <button type="button" className="primary" onClick={onSignIn}>
        Sign in
      </button>
    </main>
  );
}
