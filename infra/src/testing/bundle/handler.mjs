// Stands for a built bundle, so that the infrastructure's tests need no build.
export const handler = () => undefined;
