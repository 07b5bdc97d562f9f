import { countMyUnread } from '@/lib/people/notices/queries';
import { route } from '@/lib/ways-in/http/route';

/** How many of the asker's notices are unread. Polled by the bell, so it does not keep the session alive. */
export const GET = route(async (ctx) => Response.json({ unread: await countMyUnread(ctx) }), {
  activity: 'background',
});
