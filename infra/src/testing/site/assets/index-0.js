// Stands for a built script.
export const built = true;
