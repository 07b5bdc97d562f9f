import { clock } from '@/lib/platform/clock';
import { systemContext } from '@/lib/platform/context';
import type { CareledgerError } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { once } from '@/lib/platform/once';
import { recordRefusal } from '@/lib/protection/mutate';
import type { Connection } from '../connections/connection';

interface From {
  orgId: Id;
  requestId: string;
  ip: string | null;
}

/** Writes the event of what an app was refused that acts in nobody's name yet. */
export const noteRefused = ({ orgId, requestId, ip }: From, { id, name }: Connection, error: CareledgerError) =>
  recordRefusal(
    { ...systemContext(orgId, requestId), ip },
    { action: 'app.receive', subjectId: id, facts: { app: name } },
    error,
  );

const told = once('apps/inbound/refused', () => new Map<Id, number>());
const TOLD_EVERY_MS = 60_000;

/** As `noteRefused`, once a minute and process for a connection: anybody may send such a message, as often as they like. */
export async function noteWrongSignature(from: From, connection: Connection, error: CareledgerError): Promise<void> {
  const now = clock.nowMs();
  if ((told.get(connection.id) ?? Number.NEGATIVE_INFINITY) > now - TOLD_EVERY_MS) return;
  told.set(connection.id, now);
  await noteRefused(from, connection, error);
}
