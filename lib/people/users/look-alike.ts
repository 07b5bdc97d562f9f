/**
 * Addresses that look like one another. Guarantees: an address that somebody could take for that of a person of the organisation
 * is not given an account by mistake: whoever adds, invites or changes is asked once more, and a directory is refused one that looks
 * so by letters of other alphabets in its domain. Against: who has themself added as `olga@cIinic.example`. Does not: compare
 * with other organisations, whose addresses nobody here is told.
 */
import { domainToUnicode } from 'node:url';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';

/** The reason of a refusal that `alike: true` lifts. */
const LOOKS_ALIKE = 'LOOKS_ALIKE';

/** Latin letters, each followed by those of other alphabets that are drawn as it (Unicode Technical Standard 39, those of Cyrillic, Greek and Armenian). */
const DRAWN_AS: ReadonlyMap<string, string> = new Map(
  'aаɑα bв cсϲ dԁ eеҽε gɡ hһн lіıιӏ jј kкκ mм nոпη oоοօσ pрρ qԛ rг sѕ tтτ uսυ vνѵ wԝω xхχ yуγ'
    .split(' ')
    .flatMap(([latin = '', ...others]) => others.map((letter) => [letter, latin] as const)),
);

/** What an address looks like: two of one look are taken for one another. Pure. @param email in lower case */
export function lookOf(email: string): string {
  const at = email.lastIndexOf('@');
  const domain = domainToUnicode(email.slice(at + 1)) || email.slice(at + 1);
  const bare = `${email.slice(0, at)}@${domain}`.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  const latin = [...bare].map((letter) => DRAWN_AS.get(letter) ?? letter).join('');
  return latin.replace(/0/g, 'o').replace(/[1i|]/g, 'l').replace(/rn/g, 'm').replace(/vv/g, 'w');
}

/** Whether letters of other alphabets stand in its domain. */
const isForeign = (email: string): boolean => /(^|\.)xn--/.test(email.slice(email.lastIndexOf('@') + 1));

interface Given {
  email: string;
  /** Who is to have it, where they have an account. */
  userId: Id | null;
  /** Whoever gives it means it. */
  alike: boolean;
}

/** @throws conflict `LOOKS_ALIKE` where it looks like the address of somebody else here, and nobody says that it is meant */
export async function assertLooksLikeNobody(tx: Tx, { email, userId, alike }: Given): Promise<void> {
  if (alike) return;
  const other = await whoseLook(tx, email, userId);
  if (!other) return;
  const message = `It looks like the address of ${other}, and is another one. Say that you mean it.`;
  throw conflict(message, { reason: LOOKS_ALIKE, fields: { email: message, alike: 'Say that you mean it.' } });
}

/** The same for a directory, which nobody can ask: refused where it looks so by letters of other alphabets. @throws conflict `DUPLICATE` */
export async function assertNoForeignLook(tx: Tx, email: string, userId: Id | null): Promise<void> {
  if (!isForeign(email) || !(await whoseLook(tx, email, userId))) return;
  const message = 'It looks like the address of somebody else here, by letters of another alphabet.';
  throw conflict(message, { reason: 'DUPLICATE', fields: { userName: message } });
}

/** The name of somebody else whose address looks like it; null where there is none, or they have it already. */
async function whoseLook(tx: Tx, email: string, userId: Id | null): Promise<string | null> {
  const people = await tx.sql<{ id: Id; name: string; email: string }[]>`
    select id, name, email from users where org_id = ${tx.orgId}`;
  if (people.some((one) => one.id === userId && one.email === email)) return null;
  const look = lookOf(email);
  const other = people.find((one) => one.id !== userId && one.email !== email && lookOf(one.email) === look);
  return other?.name ?? null;
}
