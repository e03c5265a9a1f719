import type { Import } from '@async-catalog/client';
import { Icon } from '../../components/icon.tsx';
import { formatCount } from '../../formats/numbers.ts';

interface FailureNoticeProps {
  readonly failure: NonNullable<Import['failure']>;
  readonly fileName: string;
}

/** Says why a file was given up, and where. */
export function FailureNotice({ failure, fileName }: FailureNoticeProps) {
  const { code, detail, line, column } = failure;
  return (
    <div className="notice notice-error" role="alert">
      <Icon name="warning" />
      <div>
        <strong>
          <bdi>{fileName}</bdi> couldn’t be read to its end
        </strong>
        <p>{/[.?!]$/.test(detail) ? detail : `${detail}.`}</p>
        {line !== undefined && (
          <p>
            Where: line {formatCount(line)}
            {column !== undefined && `, column ${formatCount(column)}`}
          </p>
        )}
        <p className="muted">
          <code>{code}</code>
        </p>
      </div>
    </div>
  );
}
