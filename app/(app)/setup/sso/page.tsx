import type { Metadata } from 'next';
import { SsoScreen } from '@/components/people/users/sso/sso-screen';
import { getSso, listPlaces } from '@/lib/people/users/sso/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Single sign-on' };

export default function SsoPage() {
  return page(async (ctx) => {
    const [sso, places] = await Promise.all([getSso(ctx), listPlaces(ctx)]);
    return <SsoScreen sso={sso} places={places} />;
  });
}
