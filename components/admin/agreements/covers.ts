/** What the editor of covers offers and what was chosen in it. Pure. */
import type { ConnectionChoice, CoverDto } from '@/lib/admin/agreements/queries';
import type { NewAgreement } from '@/lib/admin/agreements/schemas';

export interface OfferedConnection {
  key: string;
  connectionId: string;
  destination: string;
  place: string;
  name: string;
  /** Said beside it. */
  note: string | null;
}

export interface ChosenCovers {
  /** Keys of connections. */
  connections: readonly string[];
  fileScanner: boolean;
  mailRelay: boolean;
  /** One a line. */
  others: string;
}

const keyOf = ({ connectionId, destination }: { connectionId: string; destination: string }): string =>
  `${connectionId} ${destination}`;

/** The connections there are, and those that are covered as they no more are. */
export function offered(choices: readonly ConnectionChoice[], covers: readonly CoverDto[]): OfferedConnection[] {
  const here = choices.map(({ id, ...one }) => ({ ...one, connectionId: id, note: null }));
  const gone = covers.filter(({ connectionId, problem }) => connectionId !== '0' && problem !== null);
  const before = gone.map(({ connectionId, name, destination, place, problem }) => ({
    connectionId,
    name,
    destination,
    place,
    note:
      problem === 'ended'
        ? 'This connection has ended.'
        : 'Its address, settings or credentials were others then: tick the one below to cover it as it is now.',
  }));
  return [...before, ...here].map((one) => ({ ...one, key: keyOf(one) }));
}

export const chosenOf = (covers: readonly CoverDto[]): ChosenCovers => ({
  connections: covers.filter(({ connectionId }) => connectionId !== '0').map(keyOf),
  fileScanner: covers.some(({ service }) => service === 'file_scanner'),
  mailRelay: covers.some(({ service }) => service === 'mail_relay'),
  others: covers
    .filter(({ service }) => !['connection', 'file_scanner', 'mail_relay'].includes(service))
    .map(({ service }) => service)
    .join('\n'),
});

/** With one connection ticked or not; at one address only. */
export function withConnection(
  chosen: readonly string[],
  { key, connectionId }: OfferedConnection,
  isTicked: boolean,
): string[] {
  const others = chosen.filter((one) => one !== key && (!isTicked || one.split(' ')[0] !== connectionId));
  return isTicked ? [...others, key] : others;
}

/** As the verbs take it. */
export function coversOf(chosen: ChosenCovers, offers: readonly OfferedConnection[]): NewAgreement['covers'] {
  const named = chosen.others
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return [
    ...offers
      .filter(({ key }) => chosen.connections.includes(key))
      .map(({ connectionId, destination }) => ({ service: 'connection' as const, connectionId, destination })),
    ...(chosen.fileScanner ? [{ service: 'file_scanner' }] : []),
    ...(chosen.mailRelay ? [{ service: 'mail_relay' }] : []),
    ...named.map((service) => ({ service })),
  ];
}
