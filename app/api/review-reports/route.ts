import { reviewReportFile } from '@/lib/admin/audit/review/report-file';
import { route } from '@/lib/ways-in/http/route';

/** The report of a month's review as a file: `month`, `format`. */
export const GET = route(async (ctx, request) => {
  const { searchParams } = new URL(request.url);
  const asked = { month: searchParams.get('month') ?? '', format: searchParams.get('format') ?? '' };
  const { fileName, contentType, bytes } = await reviewReportFile(ctx, asked);
  return new Response(Buffer.from(bytes), {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
    },
  });
});
