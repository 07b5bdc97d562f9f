/**
 * Why nothing of a record would be sent at this moment, though the rule lets some of it through: by the checks of what is sent
 * (`standing.ts`).
 * Guarantees: tells nothing of marked values, not whether there is one.
 */
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { RecordDto } from '@/lib/crm/records/serialize';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { Connection } from './connections/connection';
import type { Flow } from './deliveries/fields';
import { inViewOf } from './deliveries/in-view';
import { REASONS } from './deliveries/reasons';
import { appContext } from './deliveries/run';
import { whyItStays } from './deliveries/standing';
import type { Written } from './deliveries/values';

export interface Simulating {
  connection: Connection;
  module: ModuleDefinition;
  flow: Flow;
  record: RecordDto;
  written: Written;
  /** Fields of which the asker is told nothing. */
  isHidden: (fieldId: Id) => boolean;
}

/** Null: something of it would be sent. */
export async function wouldStay(
  tx: Tx,
  { connection, module, flow, record, written, isHidden }: Simulating,
): Promise<string | null> {
  const { acts, viewId } = flow.mapping;
  if (!acts.includes('create') && !acts.includes('change'))
    return 'Nothing of this module is sent: the app sends such records here.';
  if (connection.state === 'paused') return 'The connection is paused: what changes waits until it is resumed.';
  const [health] = await tx.sql<{ suspended: boolean }[]>`
    select suspended_at is not null as suspended from app_health
    where org_id = ${tx.orgId} and connection_id = ${connection.id}`;
  if (health?.suspended) return 'The connection is suspended: what changes waits until it is resumed.';
  const inView = await inViewOf(tx, appContext(tx.orgId, connection.id), { module, viewId }, [record.id]);
  // Of marked and hidden fields not even that there is no value.
  const isTold = ({ field }: Flow['pairs'][number]) => !field.marked && !isHidden(field.id);
  const lacking = written.lacking.filter((name) => flow.pairs.some((pair) => pair.to === name && isTold(pair)));
  const stays = whyItStays({ flow, record, written: { ...written, lacking }, isInView: inView.has(record.id) });
  if (!stays) return null;
  return stays.names.length > 0 ? `${REASONS[stays.reason]} (${stays.names.join(', ')})` : REASONS[stays.reason];
}
