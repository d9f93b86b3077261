import type { RefusalCode } from './types';

/** Why the rest of a file cannot be read. Thrown by the stages before the scanner, and told as a refusal by it. */
export class FileFailure extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
  }
}
