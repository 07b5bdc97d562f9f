/**
 * What stands on a card of an offline kit: 52 signs that name the kit, how many cards it takes, the card's number and its share of
 * the secret, with a checksum. Guarantees: one strict writing; what was mistyped is told from what is no card, before anybody is
 * asked about it. Does not: tell whether a card is real. Nothing in it is secret but the share. Pure.
 */
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import { invalid } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';

export interface Card {
  kitId: Id;
  /** So many cards of the kit bring its secret together. */
  needed: number;
  /** So many there are. */
  cards: number;
  number: number;
  share: Uint8Array;
}

/** Bytes of the secret; a share has one more. 128 bits. */
export const SECRET_BYTES = 16;
export const MOST_CARDS = 9;

const VERSION = 1;
const SHARE_AT = 11;
const SUM_AT = SHARE_AT + SECRET_BYTES + 1;
const SUM_BYTES = 4;
const BYTES = SUM_AT + SUM_BYTES;

/** Crockford's base32: without letters that are taken for digits, and read as those. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SIGNS = Math.ceil((BYTES * 8) / 5);
const GROUP = 4;

/** The code of a card, in groups of four: `04HM-…`. */
export function writeCard({ kitId, needed, cards, number, share }: Card): string {
  const bytes = Buffer.alloc(BYTES);
  bytes[0] = VERSION;
  bytes.writeBigUInt64BE(BigInt(kitId), 1);
  bytes[9] = needed * 16 + cards;
  bytes[10] = number;
  bytes.set(share, SHARE_AT);
  bytes.set(checksum(bytes), SUM_AT);
  return encode(bytes).replace(/(.{4})(?=.)/g, '$1-');
}

const NOT_RIGHT = 'This is not right: compare it with the card, sign by sign.';

/** A card as somebody typed it, or what is wrong with that. */
export function readCard(typed: string): { card: Card } | { fault: string } {
  const signs = typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replaceAll('O', '0');
  if (signs.length !== SIGNS) {
    return { fault: `A card has ${SIGNS} signs, in groups of ${GROUP}: here are ${signs.length}.` };
  }
  const bytes = decode(signs);
  if (!bytes || bytes[0] !== VERSION || !checksum(bytes).equals(bytes.subarray(SUM_AT))) return { fault: NOT_RIGHT };
  const kitId = bytes.readBigUInt64BE(1).toString();
  const [both = 0, number = 0] = bytes.subarray(9);
  const [needed, cards] = [both >> 4, both & 15];
  if (!isId(kitId) || needed < 2 || cards < needed || number < 1 || number > cards) return { fault: NOT_RIGHT };
  return { card: { kitId, needed, cards, number, share: Uint8Array.from(bytes.subarray(SHARE_AT, SUM_AT)) } };
}

/** The cards of one kit, as many as it takes. */
export type CardsOfKit = readonly [Card, ...Card[]];

/**
 * Cards as somebody typed them.
 * @throws invalid, naming each by `cards.0` …; the message alone says it too
 */
export function readCards(typed: readonly string[]): CardsOfKit {
  const given = typed.filter((text) => text.trim() !== '');
  const read = given.map(readCard);
  const faults = read.map((one) => ('fault' in one ? one.fault : null));
  const wrong = faults.findIndex((fault) => fault !== null);
  if (wrong >= 0) throw refusal(`Card ${wrong + 1}: ${faults[wrong]}`, faultFields(faults));
  const cards = read.flatMap((one) => ('card' in one ? [one.card] : []));
  const [first, ...others] = cards;
  if (!first) throw refusal('Type the cards of the kit.', { 'cards.0': 'Type this card.' });
  const strange = others.findIndex(({ kitId, needed }) => kitId !== first.kitId || needed !== first.needed);
  if (strange >= 0) {
    const words = 'This card is of another kit than the first.';
    throw refusal(`Card ${strange + 2}: ${words}`, { [`cards.${strange + 1}`]: words });
  }
  const numbers = cards.map(({ number }) => number);
  const twice = numbers.findIndex((number, n) => numbers.indexOf(number) !== n);
  if (twice >= 0) throw refusal('The same card is there twice.', { [`cards.${twice}`]: 'This card is there twice.' });
  if (cards.length < first.needed) {
    const words = `This kit takes ${first.needed} of its ${first.cards} cards: here ${cards.length === 1 ? 'is' : 'are'} ${cards.length}.`;
    throw refusal(words, { [`cards.${cards.length}`]: words });
  }
  return [first, ...others];
}

const refusal = (message: string, fields: Record<string, string>) => invalid(message, { fields });

const faultFields = (faults: readonly (string | null)[]): Record<string, string> =>
  Object.fromEntries(faults.flatMap((fault, n) => (fault === null ? [] : [[`cards.${n}`, fault]])));

const checksum = (bytes: Buffer): Buffer =>
  plainDigest(`careledger card ${bytes.subarray(0, SUM_AT).toString('hex')}`).subarray(0, SUM_BYTES);

function encode(bytes: Buffer): string {
  let value = BigInt(`0x${bytes.toString('hex')}`) << BigInt(SIGNS * 5 - BYTES * 8);
  let signs = '';
  for (let n = 0; n < SIGNS; n += 1) {
    signs = `${ALPHABET[Number(value & 31n)]}${signs}`;
    value >>= 5n;
  }
  return signs;
}

/** Null where a sign is none of the alphabet, or the bits at the end, which stand for nothing, are not empty. */
function decode(signs: string): Buffer | null {
  let value = 0n;
  for (const sign of signs) {
    const at = ALPHABET.indexOf(sign);
    if (at < 0) return null;
    value = (value << 5n) | BigInt(at);
  }
  const spare = BigInt(SIGNS * 5 - BYTES * 8);
  if ((value & ((1n << spare) - 1n)) !== 0n) return null;
  return Buffer.from((value >> spare).toString(16).padStart(BYTES * 2, '0'), 'hex');
}
