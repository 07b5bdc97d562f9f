import type { Metadata } from 'next';
import { GroupsScreen } from '@/components/people/sharing/groups-screen';
import { listGroups } from '@/lib/people/users/sharing/list-groups';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Groups' };

export default function GroupsPage() {
  return page(async (ctx) => <GroupsScreen {...(await listGroups(ctx))} />);
}
