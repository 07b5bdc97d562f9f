import type { Metadata } from 'next';
import { KitMissing } from '@/components/people/offline-kit/kit-missing';
import { SsoScreen } from '@/components/people/users/sso/sso-screen';
import { isKitMissing } from '@/lib/people/users/offline-kit/queries';
import { getSso, listPlaces } from '@/lib/people/users/sso/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Single sign-on' };

export default function SsoPage() {
  return page(async (ctx) => {
    const [sso, places, missing] = await Promise.all([getSso(ctx), listPlaces(ctx), isKitMissing(ctx)]);
    return <SsoScreen sso={sso} places={places} remark={missing ? <KitMissing /> : null} />;
  });
}
