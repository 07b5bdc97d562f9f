/** The visitor's door (`lib/ways-in/widget/contract.ts`), as the frame calls it. No cookie goes along. */

import { solveProof } from '@/components/ui/solve-proof';
import type {
  ChangesAnswer,
  MessageRequest,
  RatingRequest,
  StartAnswer,
  StartRequest,
  VisitAnswer,
  VisitRequest,
  WidgetBrand,
} from '@/lib/ways-in/widget/contract';
import type { SentMessage } from './merge';

const BASE = '/widget/api/';
const PATIENCE_MS = 20_000;

export class ApiError extends Error {
  readonly fields: Record<string, string>;
  readonly retryAfterMs: number;
  /** To be solved before the call is made again. */
  readonly challenge: string;

  constructor(
    /** `network`: there was no answer. `unavailable`: one that says "later". */
    readonly code: string,
    message: string,
    {
      fields = {},
      retryAfterMs = 0,
      challenge = '',
    }: Partial<Pick<ApiError, 'fields' | 'retryAfterMs' | 'challenge'>> = {},
  ) {
    super(message);
    this.fields = fields;
    this.retryAfterMs = retryAfterMs;
    this.challenge = challenge;
  }
}

interface Call {
  method?: 'GET' | 'POST';
  body?: unknown;
  token?: string;
  proof?: string;
  signal?: AbortSignal;
}

export async function request(
  path: string,
  { method = 'GET', body, token, proof, signal }: Call = {},
): Promise<Response> {
  const headers: Record<string, string> = {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(proof && { 'x-proof': proof }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const options: RequestInit = {
    method,
    headers,
    credentials: 'omit',
    cache: 'no-store',
    signal: signal ?? AbortSignal.timeout(PATIENCE_MS),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
  const response = await fetch(BASE + path, options).catch(() => null);
  if (!response) throw new ApiError('network', '');
  if (!response.ok) throw errorOf(response.status, await response.text(), response.headers.get('retry-after'));
  return response;
}

/** The server, or what stands before it, says that it will be back. */
const LATER = [502, 503, 504];

/** What the door says of a refusal; of an answer that is not the door's, only that it failed. */
export function errorOf(status: number, body: string, retryAfter: string | null): ApiError {
  let error: { code?: string; message?: string; fields?: Record<string, string>; challenge?: string } = {};
  try {
    error = JSON.parse(body).error ?? {};
  } catch {
    // A proxy's page.
  }
  const code = LATER.includes(status) ? 'unavailable' : (error.code ?? (status === 429 ? 'limited' : 'internal'));
  const { message = '', fields, challenge } = error;
  return new ApiError(code, message, { fields, challenge, retryAfterMs: (Number(retryAfter) || 0) * 1000 });
}

const json = async <T>(path: string, call?: Call): Promise<T> => {
  const response = await request(path, call);
  return response.json().catch(() => {
    throw new ApiError('network', '');
  });
};

/** The calls of one conversation. */
const of = (id: string, rest: string) => `conversations/${id}/${rest}`;

export const api = {
  brand: (brand: string) => json<WidgetBrand>(`brand?brand=${encodeURIComponent(brand)}`),
  visit: (body: VisitRequest) => json<VisitAnswer>('visits', { method: 'POST', body }),
  /** Where many begin from one address, for a little work. */
  async start(token: string, body: StartRequest): Promise<StartAnswer> {
    const call = { method: 'POST', body, token } as const;
    try {
      return await json<StartAnswer>('conversations', call);
    } catch (error) {
      if (!(error instanceof ApiError) || error.challenge === '') throw error;
      return json<StartAnswer>('conversations', { ...call, proof: await solveProof(error.challenge) });
    }
  },
  forget: (token: string) => request('visits/end', { method: 'POST', token }),
  changes: (token: string, id: string, since: number) =>
    json<ChangesAnswer>(of(id, `changes?since=${since}`), { token }),
  stream: (token: string, id: string, signal: AbortSignal) => request(of(id, 'stream'), { token, signal }),
  message: (token: string, id: string, body: MessageRequest) =>
    json<SentMessage>(of(id, 'messages'), { method: 'POST', body, token }),
  typing: (token: string, id: string) => request(of(id, 'typing'), { method: 'POST', token }),
  page: (token: string, id: string, page: string) => request(of(id, 'page'), { method: 'POST', body: { page }, token }),
  close: (token: string, id: string) => request(of(id, 'close'), { method: 'POST', token }),
  rate: (token: string, id: string, body: RatingRequest) => request(of(id, 'rating'), { method: 'POST', body, token }),
  file: (token: string, id: string, fileId: string) => request(of(id, `files/${fileId}`), { token }),
  transcript: (token: string, id: string) => request(of(id, 'transcript'), { token }),
  unknownCalls: (body: { brand: string; calls: string[] }) => request('unknown-calls', { method: 'POST', body }),
};

export type Api = typeof api;
export const uploadPath = (id: string) => BASE + of(id, 'files');
