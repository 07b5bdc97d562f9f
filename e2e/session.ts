/** A session without a browser, as the sign-in form would get it. That the form works is said by specs of its own. */
import type { BrowserContextOptions } from '@playwright/test';
import { internal } from '@/lib/platform/errors';

export interface Person {
  email: string;
  password: string;
}

type State = Exclude<NonNullable<BrowserContextOptions['storageState']>, string>;

export interface Session {
  /** What a browser begins with to be in this session. */
  state: State;
  /** Asks the server as this person; redirects are answers. */
  ask(path: string, headers?: Record<string, string>): Promise<Response>;
}

/** Asks the server as nobody. */
export const askSignedOut = (path: string): Promise<Response> => fetch(addressOf(path), { redirect: 'manual' });

/** Opens a session that nobody else has; at another server than that of the specs, if one is given. */
export async function openSession({ email, password }: Person, baseUrl?: string): Promise<Session> {
  const cookies = new Map<string, string>();
  const ask = async (path: string, init: RequestInit = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(init.headers as Record<string, string>), cookie };
    const answer = await fetch(addressOf(path, baseUrl), { redirect: 'manual', ...init, headers });
    for (const [name, value] of answer.headers.getSetCookie().map(readCookie)) cookies.set(name, value);
    return answer;
  };
  const { csrfToken } = (await (await ask('/api/auth/csrf')).json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, email, password, json: 'true' });
  const answer = await ask('/api/auth/callback/credentials', { method: 'POST', body });
  if (!answer.ok) throw internal(`Signing in was answered with ${answer.status}.`);
  return { state: stateOf(cookies, addressOf('/', baseUrl)), ask: (path, headers = {}) => ask(path, { headers }) };
}

const addressOf = (path: string, baseUrl = process.env.E2E_BASE_URL): URL => new URL(path, baseUrl);

function readCookie(header: string): [string, string] {
  const [pair = ''] = header.split(';');
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function stateOf(cookies: ReadonlyMap<string, string>, { hostname }: URL): State {
  const kept = { domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false };
  return { cookies: [...cookies].map(([name, value]) => ({ ...kept, name, value, sameSite: 'Lax' })), origins: [] };
}

const sessions = new Map<string, Promise<Session>>();

/** The one session of a person that all specs of a process share, but for those that end it. */
export function sessionOf(person: Person): Promise<Session> {
  const known = sessions.get(person.email) ?? openSession(person);
  sessions.set(person.email, known);
  return known;
}
