/**
 * What a password must be (NIST SP 800-63B §5.1.1.2): long enough, not one that everybody tries, not made of what is known
 * of its owner. No rules of characters. Guesses are counted by zxcvbn with its list of 49,000 passwords.
 */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { once } from '@/lib/platform/once';

const SHORTEST = 12;
const LONGEST = 200;
/** Ten thousand million: what a stolen hash gives up in a year or so; an online guesser never. */
const FEWEST_GUESSES_LOG10 = 10;
/** zxcvbn's time grows with the square of the length. */
const LOOKED_AT = 64;

export interface PasswordOwner {
  name: string;
  email: string;
  /** Of the organisation. */
  organisation: string;
}

/** What is wrong with a new password, in words; null when it is good. */
export function faultOfPassword(password: string, owner: PasswordOwner): string | null {
  if ([...password].length < SHORTEST) return `Use at least ${SHORTEST} characters.`;
  if ([...password].length > LONGEST) return `Use at most ${LONGEST} characters.`;
  if (new Set(password).size < 5) return 'Use more different characters.';
  const plain = plainOf(password);
  if (ownWords(owner.email, owner.email.split('@')[0], owner.name).some((word) => isMostOf(plain, word))) {
    return 'Do not use your name or your email address.';
  }
  if (ownWords(owner.organisation, 'careledger').some((word) => isMostOf(plain, word))) {
    return 'Do not use the name of the organisation.';
  }
  const { common, guesser } = lists();
  if (common.has(password.toLowerCase()) || common.has(plain)) return 'This password is among the most common ones.';
  const known = [owner.name, owner.email, owner.organisation].flatMap((text) => [
    text,
    ...text.split(/[^\p{L}\p{N}]+/u),
  ]);
  const { guessesLog10, sequence } = guesser.check(password, [
    'careledger',
    ...known.filter((word) => word.length > 2),
  ]);
  if (guessesLog10 >= FEWEST_GUESSES_LOG10) return null;
  return sequence.some((part) => 'dictionaryName' in part && part.dictionaryName === 'passwords-common')
    ? 'This password is too like the most common ones. A few words that mean something only to you are better.'
    : 'This password is easy to guess. A few words that mean something only to you are better.';
}

const ownWords = (...texts: (string | undefined)[]): string[] =>
  texts.map((text) => plainOf(text ?? '')).filter((word) => word.length >= 3);

const isMostOf = (plain: string, word: string): boolean =>
  plain === word || (plain.includes(word) && plain.length - word.length < 6);

/** Unpacked at the first use: most processes never ask. */
const lists = () =>
  once('people/auth/password-rules', () => ({
    common: new Set(dictionary['passwords-common'].map(String)) as ReadonlySet<string>,
    guesser: new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: LOOKED_AT }),
  }));

/** What people disguise and trim: `P@ssw0rd2024!!` is `password`. */
function plainOf(text: string): string {
  const lower = text.toLowerCase();
  const core = lower.replace(/^\P{L}+|\P{L}+$/gu, '');
  return core.replace(/[@0135$]/g, (sign) => DISGUISES[sign] ?? sign).replace(/[^\p{L}\p{N}]/gu, '') || lower;
}

const DISGUISES: Record<string, string> = { '@': 'a', '0': 'o', '1': 'i', '3': 'e', '5': 's', $: 's' };
