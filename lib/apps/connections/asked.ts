import { CareledgerError, invalid } from '@/lib/platform/errors';
import type { Asked, Connector } from '../connectors/connector';
import { isSigningSecret } from '../connectors/sign';
import { settingsAsked, TOKEN_ADDRESS, tokenAddressOf } from '../connectors/token-address';
import { readAddress } from '../outbound';

/**
 * What a connector asks for, out of what was given. Names that it does not ask for are left out.
 * @throws invalid, naming each that is missing.
 */
export function readAsked(asked: readonly Asked[], given: Readonly<Record<string, string>>): Record<string, string> {
  const missing = asked.filter(({ name, optional }) => !optional && !given[name]?.trim());
  if (missing.length > 0) {
    throw invalid('Something is missing.', {
      fields: Object.fromEntries(missing.map(({ name, label }) => [name, `Give the ${label}.`])),
    });
  }
  return Object.fromEntries(
    asked.flatMap(({ name }) => {
      const value = given[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

/**
 * What we sign in to an app with, out of what was given.
 * @throws invalid, naming what is missing, and a signing secret that no receiver takes
 */
export function readCredentials({ auth }: Connector, given: Readonly<Record<string, string>>): Record<string, string> {
  const credentials = readAsked(auth.asked, given);
  if (auth.kind === 'signed' && !isSigningSecret(credentials.secret ?? '')) {
    const words = 'A signing secret is whsec_ and 24 to 64 bytes in base64.';
    throw invalid(words, { fields: { secret: words } });
  }
  return credentials;
}

/** A place and what is known of it, as somebody enters it. */
export interface Entered {
  address: string;
  settings: Readonly<Record<string, string>>;
  allowedRanges: readonly string[];
}

/**
 * The settings of a connection, out of what was given. Where tokens are asked for is looked at as an address is.
 * @throws invalid, naming what is missing, and a token address that cannot be used
 */
export function readSettings(
  connector: Connector,
  { address, settings, allowedRanges }: Entered,
): Record<string, string> {
  const asked = readAsked(settingsAsked(connector), settings);
  const named = asked[TOKEN_ADDRESS];
  if (named !== undefined) asked[TOKEN_ADDRESS] = readTokenAddress(named, allowedRanges);
  if (connector.auth.kind === 'oauth' && tokenAddressOf(connector, { address, settings: asked }) === null)
    throw wrongTokenAddress('Give the token address: this address is of no data centre of the list.');
  return asked;
}

function readTokenAddress(text: string, allowedRanges: readonly string[]): string {
  try {
    const { href, protocol, search } = readAddress(text);
    // Unencrypted it goes within one's own network at most.
    if (protocol === 'http:' && allowedRanges.length === 0) throw invalid('Give an address that begins with https://');
    if (search) throw invalid('Give the address without a question mark and what follows.');
    return href;
  } catch (error) {
    if (!(error instanceof CareledgerError)) throw error;
    throw wrongTokenAddress(error.message);
  }
}

const wrongTokenAddress = (words: string): CareledgerError =>
  invalid('Something is missing.', { fields: { [TOKEN_ADDRESS]: words } });
