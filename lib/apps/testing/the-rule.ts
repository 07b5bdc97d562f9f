/**
 * What a connected app is to be told of a change of a record, said anew from the words of the issue and in plain data. It is
 * the other half of a test, so it has nothing of the product's in it: no import, no shared type.
 *
 * 1. Health data is what a field holds that is marked, or that was unmarked while nobody else has confirmed it.
 * 2. It may go to an app only while the switch of the app's kind is off, and that confirmed; and while an agreement that
 *    Careledger wrote is signed, confirmed, begun, not over, not withdrawn, and about the place the app is at.
 * 3. Where it may not go and the app cannot do without a field that holds some, nothing of the record goes. What the app has
 *    of it already is to be removed where the administrator chose so. Else it goes without.
 * 4. What an app was let have of a field, and may not have any more though it may have the rest, is taken out of it where the
 *    administrator chose so: with the next message about the record the field is emptied there. Where no such message may go
 *    (the record is deleted, lacks what the app needs, or the app is to hear of no change), the record is to be removed.
 * 5. What is to be removed or emptied is so when a door closes, though the record does not change (`closing`).
 * 6. Of another record that this one points to, only a name of fields that are neither health data nor encrypted goes.
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
  /** `create`, `change`, `delete`, `restore`; `closing`: nothing was done to the record. */
  act: string;
  /** What the record holds after the act; null: it is deleted. */
  record: Readonly<Record<string, Plain | TheOther>> | null;
  appHasIt: boolean;
  /** Fields of it that the app was let have and that were not taken out of it since. */
  appHas: readonly string[];
}

export type TheMessage =
  /** `has`: which fields of the record the app has from then on. */
  { what: 'created' | 'changed'; values: Record<string, Plain>; has: string[] } | { what: 'removed' } | null;

export function theRule({ today, fields, switches, app, act, record, appHasIt, appHas }: TheFacts): TheMessage {
  const isClosing = act === 'closing';
  if (!isClosing) {
    // To an app a record that is restored is a new one.
    if (!app.hears.includes(act === 'restore' ? 'create' : act)) return null;
    if (record === null) return appHasIt ? { what: 'removed' } : null;
  }

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

  const mayTakeBack = appHasIt && app.removesRestricted;
  const isNothingToGo = app.gets.some(({ field, to }) => app.needs.includes(to) && stays(field));
  const takenBack = mayTakeBack ? app.gets.filter(({ field }) => stays(field) && appHas.includes(field)) : [];
  if (isClosing && !(mayTakeBack && (isNothingToGo || takenBack.length > 0))) return null;
  if (isNothingToGo) return mayTakeBack ? { what: 'removed' } : null;
  if (record === null) return { what: 'removed' };

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
  const isLacking = app.needs.some((to) => !values[to]);
  if (takenBack.length > 0 && (isLacking || (isClosing && !app.hears.includes('change')))) return { what: 'removed' };
  if (isLacking) return null;
  const told = app.gets.filter(({ field }) => !stays(field)).map(({ field }) => field);
  const kept = appHas.filter((name) => !takenBack.some(({ field }) => field === name));
  for (const { to } of takenBack) values[to] = null;
  return { what: appHasIt ? 'changed' : 'created', values, has: [...new Set([...kept, ...told])] };
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
