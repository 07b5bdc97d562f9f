import { accountingFile } from '@/lib/crm/accounting/file';
import { accountingFileSchema } from '@/lib/crm/accounting/schemas';
import { readInput } from '@/lib/platform/read-input';
import { route } from '@/lib/ways-in/http/route';

/** The accounting of a record's disclosures as a file: `format`, `from`, `to`, `whole=1`. */
export const GET = route<{ module: string; recordId: string }>(async (ctx, request, { module, recordId }) => {
  const { searchParams: asked } = new URL(request.url);
  const days = Object.fromEntries(['from', 'to'].flatMap((name) => (asked.get(name) ? [[name, asked.get(name)]] : [])));
  const given = { module, recordId, ...days, format: asked.get('format'), whole: asked.get('whole') === '1' };
  const { fileName, contentType, bytes } = await accountingFile(ctx, readInput(accountingFileSchema, given));
  return new Response(Buffer.from(bytes), {
    headers: {
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'x-content-type-options': 'nosniff',
    },
  });
});
