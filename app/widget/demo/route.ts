import { demoBrandKey } from '@/lib/widget/demo-brand';
import { clinicPage } from './clinic-page';

export const dynamic = 'force-dynamic';

/** A page of a site, to try the chat on: `?brand=` or the installation's own. */
export async function GET(request: Request): Promise<Response> {
  const asked = new URL(request.url).searchParams.get('brand');
  const brand = asked === null ? await demoBrandKey() : /^\d{1,19}-\d{1,19}$/.test(asked) ? asked : null;
  return clinicPage(brand);
}
