// Stands for a built bundle, so that the infrastructure's tests need no build.
exports.handler = () => undefined;
