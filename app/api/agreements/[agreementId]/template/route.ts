import { downloadTemplate } from '@/lib/admin/agreements/template/read';
import { downloadHeaders } from '@/lib/ways-in/http/download-headers';
import { route } from '@/lib/ways-in/http/route';

/** The template of an agreement as a PDF. */
export const GET = route<{ agreementId: string }>(async (ctx, _request, params) => {
  const bytes = await downloadTemplate(ctx, params);
  const headers = downloadHeaders({ name: 'agreement-template.pdf', sizeBytes: bytes.length });
  return new Response(new Uint8Array(bytes), { headers });
});
