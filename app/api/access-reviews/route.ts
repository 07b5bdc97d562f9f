import { downloadReport } from '@/lib/people/users/access-reviews/close';
import { route } from '@/lib/ways-in/http/route';

/** The signed report of an access review as a file: `id`. */
export const GET = route(async (ctx, request) => {
  const id = new URL(request.url).searchParams.get('id') ?? '';
  const { fileName, text } = await downloadReport(ctx, { id });
  return new Response(text, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
    },
  });
});
