/** What an agreement opens, and until when. Pure. */
import { z } from 'zod';
import { placeOf } from '@/lib/protection/agreements/destination';
import type { Cover } from '@/lib/protection/agreements/kept';

export interface Terms {
  /** The last day, `YYYY-MM-DD`; null: until it is withdrawn. */
  endsOn: string | null;
  covers: readonly Cover[];
}

/** As it stands in the facts of an approval. */
export const termsSchema = z.object({
  endsOn: z.iso.date().nullable(),
  covers: z.array(z.object({ service: z.string(), connectionId: z.string(), destination: z.string() })),
});

const keyOf = ({ service, connectionId, destination }: Cover): string =>
  JSON.stringify([service, connectionId, destination]);

const has = (covers: readonly Cover[], cover: Cover): boolean => covers.some((one) => keyOf(one) === keyOf(cover));

export const isSameTerms = (one: Terms, other: Terms): boolean =>
  one.endsOn === other.endsOn &&
  one.covers.length === other.covers.length &&
  one.covers.every((cover) => has(other.covers, cover));

/** What both let through: in force at once, whoever asks for it. */
export const narrowed = (current: Terms, wanted: Terms): Terms => ({
  endsOn: earlier(current.endsOn, wanted.endsOn),
  covers: current.covers.filter((cover) => has(wanted.covers, cover)),
});

/** Whether anything gets through by `wanted` that does not by `current`. */
export const widens = (current: Terms, wanted: Terms): boolean =>
  wanted.covers.length > 0 && !isSameTerms(narrowed(current, wanted), wanted);

function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

/** Services that are named by what they do here. */
export const KNOWN_SERVICES: Readonly<Record<string, string>> = {
  file_scanner: 'the file scanner',
  mail_relay: 'the mail relay',
};

/** "Mailing list (https://lists.example), the mail relay; until 2027-01-31". */
export function termsInWords({ covers, endsOn }: Terms, nameOf: (connectionId: string) => string | undefined): string {
  const services = covers.map(({ service, connectionId, destination }) =>
    service === 'connection'
      ? `${nameOf(connectionId) ?? `connection ${connectionId}`} (${placeOf(destination)})`
      : (KNOWN_SERVICES[service] ?? service),
  );
  return `${services.join(', ') || 'nothing'}; ${endsOn === null ? 'without an end' : `until ${endsOn}`}`;
}
