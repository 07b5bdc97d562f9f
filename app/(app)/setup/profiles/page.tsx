import type { Metadata } from 'next';
import { ProfileList } from '@/components/people/users/profile-list';
import { listProfiles } from '@/lib/people/users/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Profiles' };

export default function ProfilesPage() {
  return page(async (ctx) => {
    const profiles = await listProfiles(ctx);
    return <ProfileList profiles={profiles.map(({ rights: _, ...profile }) => profile)} />;
  });
}
