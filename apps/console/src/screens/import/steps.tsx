const STEPS = ['File', 'Columns', 'Preview', 'Import'] as const;
export type Step = (typeof STEPS)[number];

/** Shows where in the import the user is. */
export function Steps({ now }: { now: Step }) {
  return (
    <ol className="steps" aria-label="Steps">
      {STEPS.map((step) => (
        <li key={step} aria-current={step === now ? 'step' : undefined}>
          {step}
        </li>
      ))}
    </ol>
  );
}
