/** An error of the runtime itself, named as Lambda names it in `errorType`. */
export class RuntimeError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}
