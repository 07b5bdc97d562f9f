import { route } from '@/lib/http/route';
import { countMyUnread } from '@/lib/notices/queries';

/** How many of the asker's notices are unread. Polled by the bell, so it does not keep the session alive. */
export const GET = route(async (ctx) => Response.json({ unread: await countMyUnread(ctx) }), {
  activity: 'background',
});
