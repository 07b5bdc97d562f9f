import { randomInt } from 'node:crypto';

/** Without letters and digits that are taken for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP_LENGTH = 5;

/** Until when one serves, and then only to choose another. */
export const endOfTemporary = (at: Date): string => new Date(at.getTime() + 24 * 3_600_000).toISOString();

/** A password to hand over once: 20 characters in four groups, 99 bits. */
export function newTemporaryPassword(): string {
  const group = () => Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
