/** The file scanner, where it stands outside one's own network: another business that sees each file. */
import { metadataOf } from '@/lib/crm/modules/metadata';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { coversService } from './covering';

/**
 * Whether files of an org may go to a scanner outside at this moment: while an agreement in force covers the scanner, or where
 * the org keeps no health data by its own word (HIPAA is off, and nothing is held that it protected).
 */
export const mayBeScannedOutside = (orgId: Id): Promise<boolean> =>
  inOrg(orgId, async (tx) => {
    const { compliance, modules } = await metadataOf(tx);
    const isOn = compliance.hipaaEnabled || modules.some(({ hipaa }) => hipaa);
    return !isOn || (await coversService(tx, 'file_scanner'));
  });
