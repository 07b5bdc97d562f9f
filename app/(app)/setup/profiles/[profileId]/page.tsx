import type { Metadata } from 'next';
import { ProfileEditor } from '@/components/people/users/profile-editor';
import { listGrantable } from '@/lib/people/users/grantable-fields';
import { getProfile } from '@/lib/people/users/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Profile' };

export default function ProfilePage({ params }: { params: Promise<{ profileId: string }> }) {
  return page(async (ctx) => {
    const { profileId } = await params;
    const [profile, grantable] = await Promise.all([getProfile(ctx, profileId), listGrantable(ctx)]);
    const modules = grantable.map(({ apiName, plural }) => ({ apiName, plural }));
    return (
      <ProfileEditor
        key={profile.id}
        profile={profile}
        modules={modules}
        grantable={grantable}
        timeZone={ctx.timeZone}
      />
    );
  });
}
