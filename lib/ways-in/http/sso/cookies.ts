/**
 * What a browser keeps of a sign-in by single sign-on, encrypted, and by whom it was begun. Guarantees: only the browser that began a
 * sign-in can end it, once and within ten minutes; the server remembers nothing of those who begin one. Each cookie is under a
 * key of its own, so that none passes for another, nor for a session.
 */
import { cookies } from 'next/headers';
import { decode, encode, type JWT } from 'next-auth/jwt';
import { authSecret } from '@/lib/people/auth/secret';
import type { OidcKept } from '@/lib/people/users/sso/oidc';
import type { SamlKept, SamlSession } from '@/lib/people/users/sso/saml';
import type { TriedOut } from '@/lib/people/users/sso/try-out';
import type { Id } from '@/lib/platform/ids';
import { sessionCookie } from '../auth-options';

/** A sign-in, or a try of a connection, that waits for the provider's answer. */
export interface Flow {
  orgId: Id;
  connectionId: Id;
  revision: number;
  /** Who tries the connection out; null: somebody signs in. */
  triedBy: Id | null;
  returnPath: string;
  state: string;
  oidc?: OidcKept;
  saml?: SamlKept;
}

/** How the session of that id ends at the provider too. */
export type SsoEnd = { sessionId: Id } & (
  | { kind: 'oidc'; url: string }
  | { kind: 'saml'; orgId: Id; connectionId: Id; session: SamlSession }
);

interface Kept {
  flow: Flow;
  tried: { connectionId: Id; result: TriedOut };
  end: SsoEnd;
}

const SECONDS: Record<keyof Kept, number> = { flow: 600, tried: 600, end: 72 * 3_600 };
/** A browser keeps no longer ones. */
const LONGEST = 3_900;

function cookieOf(kind: keyof Kept) {
  const { name, options } = sessionCookie();
  return { name: name.replace(/session$/, `sso-${kind}`), options, salt: `sso ${kind}` };
}

/** Gives the browser something to keep. @returns false for what is too long for a cookie: it has none then */
export async function keep<Kind extends keyof Kept>(kind: Kind, value: Kept[Kind]): Promise<boolean> {
  const { name, options, salt } = cookieOf(kind);
  const maxAge = SECONDS[kind];
  const text = await encode({ token: { value } as JWT, secret: authSecret(), salt, maxAge });
  if (text.length > LONGEST) {
    await forget(kind);
    return false;
  }
  (await cookies()).set(name, text, { ...options, maxAge });
  return true;
}

/** What the browser keeps; null where there is nothing, or nothing of ours, or its time is over. */
export async function kept<Kind extends keyof Kept>(kind: Kind): Promise<Kept[Kind] | null> {
  const { name, salt } = cookieOf(kind);
  const text = (await cookies()).get(name)?.value;
  if (!text) return null;
  const token = await decode({ token: text, secret: authSecret(), salt }).catch(() => null);
  return (token?.value as Kept[Kind] | undefined) ?? null;
}

export async function forget(kind: keyof Kept): Promise<void> {
  const { name, options } = cookieOf(kind);
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
}
