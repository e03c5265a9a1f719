/** Whether this is the build that `pnpm start` serves; the deployed one has nothing of what depends on it. */
export const LOCAL = import.meta.env.MODE === 'laptop';
