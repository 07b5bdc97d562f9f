/**
 * What we are signed in to an app with, the secrets of people's authenticator apps, and what a mail holds, which may bring a link
 * that opens something. Guarantees: kept sealed, bound to the connection it was given for, to the person, or to the mail; opened by
 * whoever sends to that connection, or compares a code of that person's, and by nobody else, shown to nobody but to the person who sets
 * up an app, once; a mail by the worker that sends it, and by an administrator who reads it, in an event. Against: whoever has the
 * database without the keys, and a person who may configure connections. Does not: notice that an older one was put back in its place.
 */
import { type MailContent, mailPlace } from '@/lib/people/mail/send-mail';
import { sealText } from '@/lib/platform/crypto/detail-cipher';
import { openText } from '@/lib/platform/crypto/detail-open';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { Sealed } from '@/lib/platform/crypto/sealed';
import type { Id } from '@/lib/platform/ids';

/** By the names that the connector asks for. */
export type Credentials = Readonly<Record<string, string>>;

/** Seals them, for the row of that connection alone. */
export const sealCredentials = (keys: OrgKeys, connectionId: Id, credentials: Credentials): Buffer =>
  sealText('credential', JSON.stringify(credentials), keys, contextOf(connectionId)).toBytes();

/** Opens what `sealCredentials` sealed for that connection. @throws OpenError */
export const openCredentials = (keys: OrgKeys, connectionId: Id, sealed: Buffer): Credentials =>
  JSON.parse(openText('credential', Sealed.fromBytes(sealed), keys, contextOf(connectionId)));

const contextOf = (connectionId: Id): readonly string[] => ['app-connection', connectionId];

/** Seals a secret of an authenticator app, for the place named alone: its owner and its row, or an offer to one session. */
export const sealFactor = (keys: OrgKeys, place: readonly string[], secret: string): Buffer =>
  sealText('credential', secret, keys, ['factor', ...place]).toBytes();

/** Opens what `sealFactor` sealed for that place. @throws OpenError */
export const openFactor = (keys: OrgKeys, place: readonly string[], sealed: Buffer): string =>
  openText('credential', Sealed.fromBytes(sealed), keys, ['factor', ...place]);

/** Opens a mail, for whoever sends it or reads it in an event. @throws OpenError when it is not as it was sealed */
export const openMail = (keys: OrgKeys, { id, template, sealed }: SealedMail): MailContent =>
  JSON.parse(openText('mail', Sealed.fromBytes(sealed), keys, mailPlace(id, template)));

export interface SealedMail {
  id: Id;
  template: string;
  sealed: Buffer;
}
