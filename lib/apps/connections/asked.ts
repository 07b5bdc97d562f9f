import { CareledgerError, invalid } from '@/lib/platform/errors';
import type { Asked, Connector } from '../connectors/connector';
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
 * What a connection signs in with. Of an app that signs in by OAuth also where tokens are asked for: the vendor's address of
 * the same data centre, or one that is given.
 * @throws invalid, naming what is missing, and a token address that cannot be used
 */
export function readCredentials(
  { auth, addresses }: Pick<Connector, 'auth' | 'addresses'>,
  address: string,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const credentials = readAsked(auth.asked, given);
  if (auth.kind !== 'oauth') return credentials;
  const { origin } = new URL(address);
  const place = addresses.findIndex((one) => new URL(one).origin === origin);
  const tokenAddress = given.tokenAddress?.trim() || auth.tokenAddresses[Math.max(place, 0)] || '';
  return { ...credentials, tokenAddress: readTokenAddress(tokenAddress) };
}

function readTokenAddress(text: string): string {
  try {
    return readAddress(text).href;
  } catch (error) {
    if (!(error instanceof CareledgerError)) throw error;
    throw invalid('Something is missing.', { fields: { tokenAddress: error.message } });
  }
}
