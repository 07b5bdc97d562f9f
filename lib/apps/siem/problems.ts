/** Why a batch did not arrive, in words. A problem is kept as its key, with the receiver's status where it gave one. */

import { OpenError } from '@/lib/platform/crypto/open-error';
import { isAway } from '@/lib/platform/db/errors';
import { CareledgerError } from '@/lib/platform/errors';
import { OutboundError, type OutboundReason } from '../outbound';

const OF_CERTIFICATES: Record<string, string> = {
  CERT_HAS_EXPIRED: 'The certificate of the receiver has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The certificate of the receiver is for another name than the address.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'The certificate of the receiver is signed by nobody who is known. Give the certificate of its authority.',
};
const UNKNOWN_AUTHORITY =
  /^(SELF_SIGNED_CERT_IN_CHAIN|CERT_SIGNATURE_FAILURE|UNABLE_TO_(GET_ISSUER_CERT|GET_ISSUER_CERT_LOCALLY|VERIFY_LEAF_SIGNATURE))$/;

const WORDS: Record<OutboundReason | 'unread' | 'token' | 'changed' | 'unusable' | 'internal' | 'stalled', string> = {
  bad_address: 'The address of the receiver cannot be used.',
  refused_address: 'The address of the receiver is not in the public internet, and not among those that are allowed.',
  no_such_host: 'There is no server of this name.',
  no_connection: 'The receiver does not answer, or the connection broke.',
  tls: 'The receiver did not prove by TLS that it has this name.',
  timeout: 'The receiver did not take the entries in time.',
  too_large: 'The answer of the receiver is longer than is taken.',
  bad_answer: 'What the receiver answered is no whole answer in HTTP.',
  unread:
    'The connection broke before the receiver had read all: the same entries are sent again under the same numbers.',
  token: 'The receiver did not accept the token.',
  changed: 'The destination was changed outside Careledger, and nothing is sent. Set it anew.',
  unusable: 'What was set cannot be sent to.',
  internal:
    'The next entries cannot be read from the audit log as they have to be: something of it may be missing or changed. Verify the audit log.',
  stalled:
    'Entries have waited for an hour, and none was sent. Verify the audit log, and look whether the worker runs.',
};

/** A receiver's answer that is no success. */
export class Refused extends Error {
  override name = 'Refused';
  constructor(readonly status: number) {
    super('The receiver refused a batch.');
  }
}

/**
 * The key under which what was thrown is kept. What is no fault of receiver or setting is `internal`: it is told too.
 * Rethrows that the database is away: nothing could be kept.
 */
export function problemOf(error: unknown): string {
  if (error instanceof Refused)
    return error.status === 401 || error.status === 403 ? 'token' : `status ${error.status}`;
  if (error instanceof OpenError) return 'changed';
  if (error instanceof OutboundError) {
    const { code = '', phase } = error.facts;
    if (error.reason === 'tls' && code !== '') return `tls ${code}`;
    return error.reason === 'no_connection' && phase === 'reading' ? 'unread' : error.reason;
  }
  if (error instanceof CareledgerError && error.code === 'invalid') return 'unusable';
  if (isAway(error)) throw error;
  return 'internal';
}

/** A problem in words. */
export function wordsOfProblem(problem: string): string {
  const [key = '', detail = ''] = problem.split(' ');
  if (key === 'status') return `The receiver answered with ${detail}.`;
  if (key === 'tls' && OF_CERTIFICATES[detail]) return OF_CERTIFICATES[detail];
  if (key === 'tls' && UNKNOWN_AUTHORITY.test(detail))
    return 'The certificate of the receiver is signed by an authority that is not known. Give the certificate of that authority.';
  return WORDS[key as keyof typeof WORDS] ?? 'It failed, and why is not known.';
}
