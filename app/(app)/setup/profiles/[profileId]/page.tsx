import type { Metadata } from 'next';
import { ProfileEditor } from '@/components/users/profile-editor';
import { page } from '@/lib/http/page';
import { getSurroundings } from '@/lib/users/account';
import { getProfile } from '@/lib/users/queries';

export const metadata: Metadata = { title: 'Profile' };

export default function ProfilePage({ params }: { params: Promise<{ profileId: string }> }) {
  return page(async (ctx) => {
    const { profileId } = await params;
    const [profile, { metadata: org }] = await Promise.all([getProfile(ctx, profileId), getSurroundings(ctx)]);
    const modules = org.modules.map(({ apiName, plural }) => ({ apiName, plural }));
    return <ProfileEditor key={profile.id} profile={profile} modules={modules} />;
  });
}
