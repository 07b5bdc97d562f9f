/**
 * What a connected app is to be told of a change of a record, said anew from the words of the issue and in plain data. It is
 * the other half of a test, so it has nothing of the product's in it: no import, no shared type.
 *
 * 1. Health data is what a field holds that is marked, or that was unmarked while nobody else has confirmed it.
 * 2. It may go to an app only while the switch of the app's kind is off, and that confirmed; and while an agreement that
 *    Careledger wrote is signed, confirmed, begun, not over, not withdrawn, and about the place the app is at.
 * 3. Where it may not go and the app cannot do without a field that holds some, nothing of the record goes. What the app has
 *    of it already is to be removed where the administrator chose so. Else it goes without.
 * 4. Of another record that this one points to, only a name of fields that are neither health data nor encrypted goes.
 */

export type Kind = 'zoho' | 'third';
type Plain = string | null;

export interface TheAgreement {
  written: 'by_careledger' | 'by_hand' | 'prolonged_by_hand';
  state: 'draft' | 'sent' | 'signed' | 'withdrawn';
  confirmed: boolean;
  first: string;
  /** The last day on which it counts; null: it does not end. */
  last: string | null;
  place: string;
}

export interface TheField {
  marked: boolean;
  unmarkedUnconfirmed: boolean;
  encrypted: boolean;
}

/** Another record: what it is called, out of which fields, and what it is called where that may not be said. */
export interface TheOther {
  name: string;
  madeOf: readonly string[];
  instead: string;
}

export interface TheFacts {
  today: string;
  fields: Readonly<Record<string, TheField>>;
  switches: Readonly<Record<Kind, { on: boolean; offUnconfirmed: boolean }>>;
  app: {
    kind: Kind;
    place: string;
    needs: readonly string[];
    longest: Readonly<Record<string, number>>;
    agreements: readonly TheAgreement[];
    /** What the administrator chose. */
    hears: readonly string[];
    gets: readonly { field: string; to: string }[];
    removesRestricted: boolean;
  };
  /** `create`, `change`, `delete`, `restore`. */
  act: string;
  /** What the record holds after the act; null: it is deleted. */
  record: Readonly<Record<string, Plain | TheOther>> | null;
  appHasIt: boolean;
}

export type TheMessage = { what: 'created' | 'changed'; values: Record<string, Plain> } | { what: 'removed' } | null;

export function theRule({ today, fields, switches, app, act, record, appHasIt }: TheFacts): TheMessage {
  // To an app a record that is restored is a new one.
  if (!app.hears.includes(act === 'restore' ? 'create' : act)) return null;
  if (record === null) return appHasIt ? { what: 'removed' } : null;

  const isHealthData = (name: string) => Boolean(fields[name]?.marked || fields[name]?.unmarkedUnconfirmed);
  const door = switches[app.kind];
  const isAgreedOn = app.agreements.some(
    ({ written, state, confirmed, first, last, place }) =>
      written === 'by_careledger' &&
      state === 'signed' &&
      confirmed &&
      first <= today &&
      (last === null || last >= today) &&
      place === app.place,
  );
  const mayGo = !door.on && !door.offUnconfirmed && isAgreedOn;
  const stays = (name: string) => isHealthData(name) && !mayGo;

  if (app.gets.some(({ field, to }) => app.needs.includes(to) && stays(field))) {
    return appHasIt && app.removesRestricted ? { what: 'removed' } : null;
  }

  const values: Record<string, Plain> = {};
  for (const { field, to } of app.gets) {
    if (stays(field)) continue;
    const held = record[field] ?? null;
    const isNameFree = (other: TheOther) =>
      other.madeOf.every((name) => !isHealthData(name) && !fields[name]?.encrypted);
    const said = held === null || typeof held === 'string' ? held : isNameFree(held) ? held.name : held.instead;
    if (said !== null && said.length > (app.longest[to] ?? Number.POSITIVE_INFINITY)) continue;
    values[to] = said;
  }
  if (app.needs.some((to) => !values[to])) return null;
  return { what: appHasIt ? 'changed' : 'created', values };
}

/** The fields whose health data a message tells: what the accounting of disclosures is to have a line of. */
export function healthDataIn(message: TheMessage, { fields, app }: Pick<TheFacts, 'fields' | 'app'>): string[] {
  if (message === null || message.what === 'removed') return [];
  const told = app.gets.filter(({ field, to }) => {
    const isHealthData = fields[field]?.marked || fields[field]?.unmarkedUnconfirmed;
    return isHealthData && message.values[to] !== undefined && message.values[to] !== null;
  });
  return [...new Set(told.map(({ field }) => field))].sort();
}
