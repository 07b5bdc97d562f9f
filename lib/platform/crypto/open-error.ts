/**
 * Guarantees: whatever is wrong with a sealed value (changed, moved, sealed under another key, malformed), opening it
 * fails with this one error, which carries no reason, no cause and no bytes.
 * Against: whoever feeds altered values in and learns from the answers.
 * Does not: hide how long opening took, nor say to the administrator what happened; the caller logs which record it was.
 */
import { CareledgerError } from '@/lib/platform/errors';

/** A sealed value could not be opened. Code `internal`. */
export class OpenError extends CareledgerError {
  static override readonly kind: string = 'OpenError';

  constructor(message = 'A sealed value could not be opened.') {
    super('internal', message);
    this.name = 'OpenError';
  }
}

/**
 * A sealed file ended without its last chunk. Its own class, because a cut is mostly a failed upload or a full disk,
 * and the person can do something about that.
 */
export class TruncatedError extends OpenError {
  static override readonly kind = 'TruncatedError';

  constructor() {
    super('The sealed file ends before its last part.');
    this.name = 'TruncatedError';
  }
}
