import { cancelJob } from '@/lib/platform/background/cancel';
import { getJob } from '@/lib/platform/background/queries';
import { route } from '@/lib/ways-in/http/route';

type Params = { jobId: string };

/** How far a job of the asker is. Polled by the page, so it does not keep the session alive. */
export const GET = route<Params>(async (ctx, _request, { jobId }) => Response.json(await getJob(ctx, jobId)), {
  activity: 'background',
});

/** Cancels a job of the asker. */
export const DELETE = route<Params>(async (ctx, _request, { jobId }) => {
  await cancelJob(ctx, jobId);
  return new Response(null, { status: 204 });
});
