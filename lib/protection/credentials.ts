/**
 * What we are signed in to an app with. Guarantees: kept sealed, bound to the connection it was given for; opened by whoever
 * sends to that connection and by nobody else, shown to nobody. Against: whoever has the database without the keys, and a
 * person who may configure connections. Does not: notice that an older one was put back in its place.
 */
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
