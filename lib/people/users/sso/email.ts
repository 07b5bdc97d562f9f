/**
 * Addresses as providers give them and people type them. Pure. Guarantees: two that look alike and are not the same letters are
 * never the same address: whatever is not ASCII is refused before it is made lower case, since `K` (U+212A) would become `k`.
 */

const ADDRESS =
  /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+)$/;

/** The address as `users.email` has it; null for what is none in ASCII. */
export function normalEmail(given: unknown): string | null {
  if (typeof given !== 'string') return null;
  const trimmed = given.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant, and nothing else
  if (trimmed.length > 254 || !/^[\x00-\x7f]*$/.test(trimmed)) return null;
  const email = trimmed.toLowerCase();
  return ADDRESS.test(email) ? email : null;
}

/** What stands behind the `@` of an address that `normalEmail` gave. */
export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1);

/** Whether a text is a domain such as `clinic.example`, in ASCII and lower case. */
export const isDomain = (text: string): boolean => normalEmail(`a@${text}`) === `a@${text}`;
