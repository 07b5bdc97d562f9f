import type { Metadata } from 'next';
import { ProfileEditor } from '@/components/people/users/profile-editor';
import { listModuleOrder } from '@/lib/people/users/arrangements/modules';
import { listGrantable } from '@/lib/people/users/grantable-fields';
import { getProfile } from '@/lib/people/users/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Profile' };

export default function ProfilePage({ params }: { params: Promise<{ profileId: string }> }) {
  return page(async (ctx) => {
    const { profileId } = await params;
    const [profile, grantable, order] = await Promise.all([
      getProfile(ctx, profileId),
      listGrantable(ctx),
      listModuleOrder(ctx, profileId),
    ]);
    const modules = grantable.map(({ apiName, plural }) => ({ apiName, plural }));
    return (
      <ProfileEditor
        key={profile.id}
        profile={profile}
        modules={modules}
        grantable={grantable}
        bar={order.map(({ thing, shown }) => ({ key: thing.id, label: thing.plural, shown }))}
        timeZone={ctx.timeZone}
      />
    );
  });
}
