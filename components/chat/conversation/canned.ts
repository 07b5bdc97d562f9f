/** Canned responses as the composer finds them. Pure. */
import type { CannedResponse } from '@/lib/chat/setup/canned-responses';

/** What is typed after a `/` that begins the message; null while it is none. */
export function cannedQuery(text: string): string | null {
  const match = /^\/(\S{0,40})$/.exec(text);
  return match ? (match[1] ?? '') : null;
}

/** Whether a message would begin with what looks like a command: it is not sent as it stands unless its writer says so. */
export const isCommand = (message: string): boolean => /^\/\S/.test(message);

const MOST = 8;

/** Those whose short name begins with it come first, then those it occurs in. */
export function matchingCanned(all: readonly CannedResponse[], query: string): CannedResponse[] {
  const wanted = query.toLowerCase();
  const rank = ({ shortName, text }: CannedResponse): number => {
    if (shortName.toLowerCase().startsWith(wanted)) return 0;
    if (shortName.toLowerCase().includes(wanted)) return 1;
    return text.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return all
    .map((canned) => ({ canned, at: rank(canned) }))
    .filter(({ at }) => at < 3)
    .sort((one, other) => one.at - other.at)
    .slice(0, MOST)
    .map(({ canned }) => canned);
}
