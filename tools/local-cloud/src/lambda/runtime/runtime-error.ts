/** An error of the runtime itself, with the name that Lambda puts in `errorType`. */
export class RuntimeError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
