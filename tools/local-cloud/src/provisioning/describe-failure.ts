/** Explanations of the system's error codes, for a server that can't be reached. */
const UNREACHABLE: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its host has no address',
  EAI_AGAIN: 'its host has no address',
  EHOSTUNREACH: 'its host is unreachable',
  ENETUNREACH: 'its network is unreachable',
  ECONNRESET: 'it closes the connection',
  EPIPE: 'it closes the connection',
  EPROTO: 'it does not speak TLS; try http:',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS; try http:',
  HPE_INVALID_CONSTANT: 'it does not speak HTTP',
};

/** Describes in one line why a call to an AWS endpoint failed. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { code, $fault, $metadata, $response } = error as SdkError;
  const explanation = code === undefined ? undefined : UNREACHABLE[code];
  if (explanation !== undefined) {
    return `${explanation} (${code})`;
  }
  if (error.name === 'TimeoutError') {
    return 'it does not answer in time';
  }
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  const answered = status === undefined ? '' : ` (HTTP ${status})`;
  // The SDK couldn't parse the answer, or found no error code of the service in it.
  const unreadable = $fault === undefined && status !== undefined;
  if (unreadable || error instanceof SyntaxError || error.message === 'UnknownError') {
    return `what answers there is not this service${answered}`;
  }
  const [reason = ''] = error.message.split('\n');
  return `${error.name}: ${reason}${answered}`;
}

interface SdkError {
  readonly code?: string;
  /** Set on errors of the service only. */
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number };
}
