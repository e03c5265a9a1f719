import { CatalogProblemError } from '@async-catalog/client';
import { SessionEndedError } from '../session/access.ts';
import { useSession } from '../session/session.ts';
import { Icon } from './icon.tsx';
import { SignInButton } from './sign-in-button.tsx';

interface Explained {
  readonly title: string;
  readonly detail: string;
  readonly requestId?: string;
}

/** Tells whether only a new sign-in helps: the token can't be renewed, or the API, or the gateway in front of it, refused it. */
function needsSignIn(error: unknown): boolean {
  return error instanceof SessionEndedError || (error instanceof CatalogProblemError && error.status === 401);
}

/** Explains an error to a person: what the API answered, or that it didn't. */
export function explainError(error: unknown): Explained {
  if (error instanceof SessionEndedError) {
    return { title: 'Your session has ended', detail: 'Sign in again to go on where you are.' };
  }
  if (needsSignIn(error)) {
    return {
      title: 'The API no longer accepts your sign-in',
      detail: 'Sign in again to go on where you are.',
    };
  }
  if (!(error instanceof CatalogProblemError)) {
    return navigator.onLine
      ? {
          title: 'The API does not answer',
          detail: 'What you see may be out of date. This page keeps trying.',
        }
      : { title: 'You are offline', detail: 'This page goes on when the network is back. Nothing is lost.' };
  }
  const { problem, status } = error;
  if (problem === undefined) {
    return {
      title: `The API is out of reach (${status})`,
      detail: 'Something in front of it answered instead.',
    };
  }
  const { title, detail, errors = [], requestId } = problem;
  const fields = errors.map((field) => `${field.pointer || 'the request'}: ${field.detail}`);
  return { title, detail: [detail, ...fields].join(' '), requestId };
}

/** Shows what went wrong, and how to go on. An error never looks like an empty list. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { access } = useSession();
  const { title, detail, requestId } = explainError(error);
  return (
    <div className="notice notice-error" role="alert">
      <Icon name="warning" />
      <div>
        <strong>{title}</strong>
        <p>{detail}</p>
        {requestId !== undefined && (
          <p className="muted">
            Request <code>{requestId}</code>
          </p>
        )}
        {needsSignIn(error) && access.signIn !== undefined ? (
          <SignInButton signIn={access.signIn}>Sign in again</SignInButton>
        ) : (
          onRetry !== undefined && (
            <button type="button" onClick={onRetry}>
              Try again
            </button>
          )
        )}
      </div>
    </div>
  );
}
