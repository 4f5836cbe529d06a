/** One item that cannot be used: a stable code and a sentence. Thrown while an item is read, and caught around each item. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
