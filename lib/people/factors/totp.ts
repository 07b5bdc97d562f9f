/**
 * Codes of an authenticator app (RFC 6238: SHA-1, six digits, thirty seconds). Guarantees: of a code that was taken, and of every
 * earlier one, it says that they are not right. One step of the clock to either side is taken. Pure: the clock is the caller's.
 */
import { generateSecret, generateURI, verifySync } from 'otplib';
import { encode } from 'uqr';

const PERIOD_SECONDS = 30;

/** 160 random bits, base32. */
export const newTotpSecret = (): string => generateSecret();

/** What an app reads: whose account it is, and the secret. */
export const totpUri = (secret: string, account: string): string =>
  generateURI({ issuer: 'Careledger', label: account, secret });

/** A square of black and white modules as the path of an SVG of `size` by `size`. Made here: the secret goes to nobody else. */
export interface QrCode {
  size: number;
  path: string;
}

export function qrCodeOf(text: string): QrCode {
  const { size, data } = encode(text, { border: 2 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dark.join('') };
}

/**
 * The time step of a code, or null where it is wrong, too old, too new, or not after the last one that was taken.
 * @param code six digits
 */
export function stepOfCode(
  secret: string,
  code: string,
  { atMs, lastStep }: { atMs: number; lastStep: number | null },
): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const epoch = Math.floor(atMs / 1000);
  const found = verifySync({ secret, token: code, epoch, period: PERIOD_SECONDS, epochTolerance: PERIOD_SECONDS });
  if (!found.valid || !('timeStep' in found)) return null;
  return lastStep !== null && found.timeStep <= lastStep ? null : found.timeStep;
}
