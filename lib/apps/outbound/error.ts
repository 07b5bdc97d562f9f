import { CareledgerError } from '@/lib/platform/errors';

/** Why a request did not come to an answer. */
export type OutboundReason =
  | 'bad_address'
  | 'refused_address'
  | 'no_such_host'
  | 'no_connection'
  | 'tls'
  | 'timeout'
  | 'too_large'
  | 'bad_answer';

/** How far a request had come. Up to `securing` nothing of it was sent. */
export type Phase = 'connecting' | 'securing' | 'asking' | 'reading';

const SAID: Record<OutboundReason, string> = {
  bad_address: 'This is no address that Careledger connects to.',
  refused_address: 'The address is not in the public internet, and no administrator has allowed it.',
  no_such_host: 'There is no server of this name.',
  no_connection: 'No connection came about, or it broke before an answer came.',
  tls: 'The server did not prove by TLS that it has this name.',
  timeout: 'No whole answer came in time.',
  too_large: 'The answer is longer than is taken.',
  bad_answer: 'What came is no whole answer in HTTP.',
};

interface OutboundDetails {
  /** In place of the usual words. */
  said?: string;
  phase?: Phase;
  /** Facts without values, such as the address that was refused and Node's code. */
  facts?: Record<string, string>;
}

/**
 * A request that came to no answer. It holds no body, no header, no query of a URL, and no cause: Node's errors carry
 * bytes of the answer and certificates.
 */
export class OutboundError extends CareledgerError {
  static override readonly kind = 'OutboundError';
  declare readonly reason: OutboundReason;

  constructor(reason: OutboundReason, { said, phase, facts }: OutboundDetails = {}) {
    // What the other side did is nothing that whoever asks could put right by other input, nor is our database away.
    const code = reason === 'bad_address' || reason === 'refused_address' ? 'invalid' : 'internal';
    super(code, said ?? SAID[reason], { reason, facts: { ...facts, ...(phase && { phase }) } });
    this.name = 'OutboundError';
  }

  /** As of every error of ours, and it tells TypeScript that there is a reason. */
  static override [Symbol.hasInstance](value: unknown): value is OutboundError {
    // biome-ignore lint/complexity/noThisInStatic: it asks about the class that it is called on
    return super[Symbol.hasInstance](value);
  }

  /** Nothing was sent: there was no connection. */
  get isUnconnected(): boolean {
    return this.reason === 'no_connection' && this.facts.phase === 'connecting';
  }
}
