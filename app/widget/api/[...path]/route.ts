import { widgetDoor } from '@/lib/ways-in/widget/mount';

export const dynamic = 'force-dynamic';

export { widgetDoor as GET, widgetDoor as POST };
