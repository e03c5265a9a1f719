import { type ReactNode, useEffect } from 'react';

interface PageProps {
  readonly title: string;
  /** Times and buttons beside the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Shows a screen under its title, which is the document's title too. */
export function Page({ title, aside, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · AsyncCatalog`;
  }, [title]);
  return (
    <>
      <header className="page-header">
        <h1>{title}</h1>
        {aside !== undefined && <div className="page-aside">{aside}</div>}
      </header>
      {children}
    </>
  );
}
