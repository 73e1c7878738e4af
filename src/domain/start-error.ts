/** A reason not to start, or not to do what a command asks: `message` is one line for the person at the terminal, with its remedy. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'StartError'
  }
}
