import type { ReferenceCall } from '@/lib/ways-in/api/reference';

export interface Filled {
  /** Values of the parameters, by name. */
  values: Readonly<Record<string, string>>;
  body: string;
  file: File | null;
  token: string;
}

/** The address and the request of a call as it was filled in. What is empty is not sent. */
export function requestOf(
  { method, path, parameters, body, scopes }: Pick<ReferenceCall, 'method' | 'path' | 'parameters' | 'body' | 'scopes'>,
  { values, body: text, file, token }: Filled,
): { url: string; init: RequestInit } {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const search = new URLSearchParams(
    parameters
      .filter((one) => one.in === 'query' && values[one.name])
      .map(({ name }) => [name, values[name] as string]),
  ).toString();
  const headers = Object.fromEntries(
    parameters
      .filter((one) => one.in === 'header' && values[one.name])
      .map(({ name }) => [name, values[name] as string]),
  );
  if (scopes.length > 0 && token) headers.Authorization = `Zoho-oauthtoken ${token}`;
  if (body && body.type !== MULTIPART) headers['Content-Type'] = body.type;
  return {
    url: search ? `${filled}?${search}` : filled,
    // The API knows tokens only: the session's cookie stays here.
    init: {
      method,
      headers,
      credentials: 'omit',
      cache: 'no-store',
      ...(body && { body: bodyOf(body.type, text, file) }),
    },
  };
}

export const MULTIPART = 'multipart/form-data';

function bodyOf(type: string, text: string, file: File | null): BodyInit {
  if (type !== MULTIPART) return text;
  const form = new FormData();
  if (file) form.set('file', file);
  return form;
}
