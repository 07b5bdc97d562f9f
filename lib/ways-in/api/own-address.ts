import { env } from '@/lib/platform/env';
import type { RequestHead } from './endpoint';

/**
 * The full address of a path here, for an answer that a program follows: at the address it asked, so that a process on
 * another port (`npm run api`) names itself. `Host` is the asker's word: it is believed as far as it names the machine of
 * `NEXTAUTH_URL` or, where that is this machine, another name of it. Else `NEXTAUTH_URL` is the address.
 */
export function addressOf(path: string, request: RequestHead): string {
  const known = env().NEXTAUTH_URL;
  const asked = askedAt(request);
  if (!known) return new URL(path, asked ?? request.url).href;
  const own = new URL(known);
  const isOwn = asked && (asked.hostname === own.hostname || (isLoopback(asked) && isLoopback(own)));
  return new URL(path, isOwn && asked.host !== own.host ? asked : own).href;
}

function askedAt(request: RequestHead): URL | null {
  const { protocol, host } = new URL(request.url);
  const given = request.headers.get('host') ?? host;
  return /^[\w.:[\]-]{1,255}$/.test(given) && URL.canParse(`${protocol}//${given}`)
    ? new URL(`${protocol}//${given}`)
    : null;
}

const isLoopback = ({ hostname }: URL): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
