import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Condition } from '../condition';
import { LEADS } from './targets';

/** A condition on `records`: a lead that is converted. */
export const isConverted = (tx: Tx): Condition => tx.sql`exists (
  select from conversions c where c.org_id = records.org_id and c.lead_id = records.id)`;

/** What lists of a module leave out: leads that are converted. They are opened by a link, and found by a search. */
export const convertedLeft = (tx: Tx, { apiName }: Pick<ModuleDefinition, 'apiName'>): Condition[] =>
  apiName === LEADS ? [tx.sql`not ${isConverted(tx)}`] : [];
