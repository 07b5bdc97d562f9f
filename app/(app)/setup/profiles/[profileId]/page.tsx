import type { Metadata } from 'next';
import { ProfileEditor } from '@/components/people/users/profile-editor';
import { getSurroundings } from '@/lib/people/users/account';
import { getProfile } from '@/lib/people/users/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Profile' };

export default function ProfilePage({ params }: { params: Promise<{ profileId: string }> }) {
  return page(async (ctx) => {
    const { profileId } = await params;
    const [profile, { metadata: org }] = await Promise.all([getProfile(ctx, profileId), getSurroundings(ctx)]);
    const modules = org.modules.map(({ apiName, plural }) => ({ apiName, plural }));
    return <ProfileEditor key={profile.id} profile={profile} modules={modules} />;
  });
}
