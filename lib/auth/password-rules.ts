/** What a password must be (NIST SP 800-63B §5.1.1.2: length, and not one that everybody tries; no rules of characters). */
const SHORTEST = 12;
const LONGEST = 200;

/** The most tried ones of at least 12 characters, and words that begin such ones. Compared without case and trimmings. */
const COMMON = new Set([
  '123456789012',
  '1234567890123',
  '123123123123',
  '111111111111',
  '000000000000',
  '121212121212',
  'abc123abc123',
  'abcdefghijkl',
  'administrator',
  'careledger',
  'changeme',
  'iloveyou',
  'letmein',
  'password',
  'passwordpassword',
  'password1234',
  'qwertyuiop',
  'qwertyuiop12',
  'qwertyuiopas',
  'qwerty123456',
  'q1w2e3r4t5y6',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'qazwsxedcrfv',
  'welcome',
]);

export interface PasswordOwner {
  name: string;
  email: string;
}

/** What is wrong with a new password, in words; null when it is good. */
export function faultOfPassword(password: string, owner: PasswordOwner): string | null {
  if ([...password].length < SHORTEST) return `Use at least ${SHORTEST} characters.`;
  if ([...password].length > LONGEST) return `Use at most ${LONGEST} characters.`;
  const plain = plainOf(password);
  if (COMMON.has(password.toLowerCase()) || COMMON.has(plain)) return 'This password is among the most common ones.';
  if (new Set(password).size < 5) return 'Use more different characters.';
  const [mailbox = ''] = owner.email.split('@');
  const own = [owner.email, mailbox, owner.name].map(plainOf).filter((word) => word.length >= 3);
  if (own.some((word) => plain === word || (plain.includes(word) && plain.length - word.length < 6))) {
    return 'Do not use your name or your email address.';
  }
  return null;
}

/** What people disguise and trim: `P@ssw0rd2024!!` is `password`. */
function plainOf(text: string): string {
  const lower = text.toLowerCase();
  const core = lower.replace(/^\P{L}+|\P{L}+$/gu, '');
  return core.replace(/[@0135$]/g, (sign) => DISGUISES[sign] ?? sign).replace(/[^\p{L}\p{N}]/gu, '') || lower;
}

const DISGUISES: Record<string, string> = { '@': 'a', '0': 'o', '1': 'i', '3': 'e', '5': 's', $: 's' };
