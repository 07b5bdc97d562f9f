/** What an endpoint of the visitor's door is. `contract.ts` says what each takes and answers. */
import type { Context } from '@/lib/platform/context';
import type { LimitName } from './rate-limits';

export interface WidgetCall {
  request: Request;
  /** Of the path. `id` is a conversation's. */
  params: Record<string, string>;
  query: URLSearchParams;
  requestId: string;
  address: string | null;
}

export interface VisitorCall extends WidgetCall {
  /** The visitor whose token came with the call. */
  ctx: Context;
}

interface Described {
  method: 'GET' | 'POST';
  /** Below `/widget/api/`, as Hono writes it. */
  path: string;
  limit: LimitName;
}

export type Endpoint = Described &
  (
    | { for: 'anybody'; run(call: WidgetCall): Promise<Response> }
    | { for: 'visitor'; run(call: VisitorCall): Promise<Response> }
  );

/** An answer without a body. */
export const done = (): Response => new Response(null, { status: 204 });
