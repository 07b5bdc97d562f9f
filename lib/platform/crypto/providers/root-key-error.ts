import { CareledgerError } from '@/lib/platform/errors';

/** The root key is missing, malformed or not kept safe. The message is one line for the operator; it holds no key. */
export class RootKeyError extends CareledgerError {
  static override readonly kind = 'RootKeyError';

  constructor(message: string) {
    super('internal', message);
    this.name = 'RootKeyError';
  }
}
