/** Where the tokens of an app that signs in by OAuth 2 are asked for. Pure. */
import type { Asked, Connector } from './connector';

/** Its name among the settings of a connection. */
export const TOKEN_ADDRESS = 'tokenAddress';

/** What a connector asks for that is no secret: its own, and where tokens are asked for where it lets that be named. */
export function settingsAsked({ settings, auth }: Pick<Connector, 'settings' | 'auth'>): readonly Asked[] {
  if (auth.kind !== 'oauth' || auth.ownTokenAddress === undefined) return settings;
  return [...settings, { name: TOKEN_ADDRESS, label: 'Token address', hint: auth.ownTokenAddress, optional: true }];
}

/**
 * The token address of a connection: the one that is named, or the vendor's of the same data centre, or its only one.
 * @returns null where the app signs in otherwise, or runs where the vendor has no token address that we know
 */
export function tokenAddressOf(
  { auth, addresses }: Pick<Connector, 'auth' | 'addresses'>,
  { address, settings }: { address: string; settings: Readonly<Record<string, string>> },
): string | null {
  if (auth.kind !== 'oauth') return null;
  if (auth.ownTokenAddress !== undefined && settings[TOKEN_ADDRESS]) return settings[TOKEN_ADDRESS];
  if (addresses.length === 0) return auth.tokenAddresses[0] ?? null;
  const { origin } = new URL(address);
  return auth.tokenAddresses[addresses.findIndex((one) => new URL(one).origin === origin)] ?? null;
}
