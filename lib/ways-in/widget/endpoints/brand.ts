import { isAnybodyHere } from '@/lib/chat/conversations/route';
import { type Brand, findBrand } from '@/lib/chat/setup/brands';
import { isOpenNow } from '@/lib/chat/setup/business-hours';
import { chatSettings } from '@/lib/chat/setup/settings';
import { clock } from '@/lib/platform/clock';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readBrandKey } from '../brand-key';
import type { WidgetBrand } from '../contract';
import type { Endpoint } from '../endpoint';

/** What a widget shows before anybody says a word: nothing about a person, and nothing an outsider could not see. */
export const brandEndpoint: Endpoint = {
  method: 'GET',
  path: 'brand',
  limit: 'brand',
  for: 'anybody',
  async run({ query }) {
    const { orgId, brandId } = readBrandKey(query.get('brand'));
    const answer = await inOrg(orgId, async (tx): Promise<WidgetBrand> => {
      const brand = await findBrand(tx, brandId);
      const [settings, departments, isHere] = await Promise.all([
        chatSettings(tx),
        departmentsOf(tx, brand),
        isAnybodyHere(tx, null),
      ]);
      const { colour, logo, side, languages, greeting, offlineMessage, words, preChat, businessHours } = brand.settings;
      return {
        name: brand.name,
        ...{ colour, logo, side, languages, greeting, offlineMessage, words, preChat, departments },
        online: isHere && isOpenNow(businessHours, clock.now()),
        maxFileBytes: settings.maxFileMegabytes * 1_000_000,
        fileTypes: settings.fileTypes,
      };
    });
    return Response.json(answer);
  },
};

/** In the order an administrator gave them. */
async function departmentsOf(tx: Tx, { settings: { departmentIds } }: Brand): Promise<{ id: Id; name: string }[]> {
  if (departmentIds.length === 0) return [];
  const rows = await tx.sql<{ id: Id; name: string }[]>`
    select id, name from chat_departments where org_id = ${tx.orgId} and id = any(${departmentIds}::bigint[])`;
  return departmentIds.flatMap((id) => rows.find((row) => row.id === id) ?? []);
}
