/** Shows why the console can't start. */
export function StartupError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <main className="startup">
      <h1>The console can’t start</h1>
      <p role="alert">{error instanceof Error ? error.message : String(error)}</p>
      <button type="button" className="primary" onClick={onRetry}>
        Try again
      </button>
    </main>
  );
}
