/** The caller that submissions made without authentication belong to. */
export const ANONYMOUS = 'anonymous';

/** Stands for all callers in a list, so no caller may be called that. */
export const EVERYBODY = '*';
