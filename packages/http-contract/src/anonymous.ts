/** The caller that submissions made without authentication belong to. */
export const ANONYMOUS = 'anonymous';
