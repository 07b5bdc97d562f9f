/** Ends the protection of what was unmarked, deselected or opened at once, as if a second person had confirmed it. */
import { changeInOrg } from '../db/transaction';
import { loadMetadata } from '../modules/metadata';
import { endHold } from '../settings/compliance/hold';
import type { TestOrg } from './factories';

export async function endHolds(org: TestOrg): Promise<void> {
  await changeInOrg(org.orgId, 'alone', async (tx) => {
    const { modules, settingHolds } = await loadMetadata(tx);
    const held = modules.flatMap((module) => [module.heldBy, ...module.fields.map(({ heldBy }) => heldBy)]);
    const approvals = new Set([...held.filter((id) => id !== null), ...Object.values(settingHolds)]);
    for (const id of approvals) await endHold(tx, org.admin, id, {});
  });
}
