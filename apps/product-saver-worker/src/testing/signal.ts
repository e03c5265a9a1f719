/** Signal of a deadline that is far away. */
export const signal = new AbortController().signal;
