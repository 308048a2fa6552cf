// Why a code is refused: the stable reason codes of the command line, and no value of a person.

/** A refusal. Its message is the code, so that nothing personal can get into a log. */
export class Fault extends Error {
  constructor(code) {
    super(code);
    this.name = "Fault";
    this.code = code;
  }
}

/** Stops with a reason. */
export function refuse(code) {
  throw new Fault(code);
}
