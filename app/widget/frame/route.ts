import { widgetDoor } from '@/lib/widget/mount';

export const dynamic = 'force-dynamic';

export { widgetDoor as GET };
