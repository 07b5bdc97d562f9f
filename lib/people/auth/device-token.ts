/**
 * What a browser is given after a good sign-in, so that it is known at the next. Guarantees: it was made here for that
 * address, in that browser, less than 180 days ago; it says nothing of the address. It opens nothing: a password is asked
 * all the same. Against: strangers who fail at an address on purpose, to keep its owner out. Not against: somebody at the
 * owner's own browser, whose failures are counted apart.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { pseudonymOf } from './secret';

export const DEVICE_DAYS = 180;
/** Several people may sign in by one browser. */
const MOST_PEOPLE = 8;
const PART = /^([\w-]{22})\.(\d{13})\.([\w-]{43})$/;

/** The device of an address, or null for a browser in which nobody signed in with it. @param text the cookie */
export function deviceOf(text: string | null | undefined, email: string, at: Date): string | null {
  return partsOf(text).find(({ part }) => isOf(part, email, at))?.id ?? null;
}

/** The cookie after a sign-in: what it said of others stays, and the device keeps its name. */
export function rememberDevice(text: string | null | undefined, email: string, at: Date): string {
  const others = partsOf(text).filter(({ part }) => !isOf(part, email, at));
  const id = deviceOf(text, email, at) ?? randomBytes(16).toString('base64url');
  const ends = at.getTime() + DEVICE_DAYS * 86_400_000;
  const own = `${id}.${ends}.${macOf(id, ends, email)}`;
  return [own, ...others.map(({ part }) => part)].slice(0, MOST_PEOPLE).join('~');
}

const partsOf = (text: string | null | undefined) =>
  (text ?? '')
    .slice(0, 2000)
    .split('~')
    .filter((part) => PART.test(part))
    .map((part) => ({ part, id: part.slice(0, 22) }));

function isOf(part: string, email: string, at: Date): boolean {
  const [, id = '', ends = '', mac = ''] = PART.exec(part) ?? [];
  const right = Buffer.from(macOf(id, Number(ends), email));
  const given = Buffer.from(mac);
  return given.length === right.length && timingSafeEqual(given, right) && Number(ends) > at.getTime();
}

const macOf = (id: string, ends: number, email: string): string =>
  pseudonymOf('device of a person', `${id}.${ends}.${email.trim().toLowerCase()}`).toString('base64url');
