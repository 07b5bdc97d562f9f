import type { Metadata } from 'next';
import { ProfileList } from '@/components/users/profile-list';
import { page } from '@/lib/http/page';
import { listProfiles } from '@/lib/users/queries';

export const metadata: Metadata = { title: 'Profiles' };

export default function ProfilesPage() {
  return page(async (ctx) => {
    const profiles = await listProfiles(ctx);
    return <ProfileList profiles={profiles.map(({ rights: _, ...profile }) => profile)} />;
  });
}
