/** What opens an agreement: the link's token stands behind `#` in the address, which no browser sends by itself. */
export interface Held {
  signingId: string;
  token: string;
  secret: string;
}

export interface Refusal {
  message: string;
  fields: Readonly<Record<string, string>>;
}

const UNREACHABLE: Refusal = {
  message: 'The server did not answer. Check your connection and try again.',
  fields: {},
};

/** The answer, or what went wrong in words. */
export async function ask<Answer extends object>(path: string, body: Held): Promise<Answer | Refusal> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return (await answer.json()) as Answer;
    const { error } = (await answer.json()) as { error?: Partial<Refusal> };
    return error?.message ? { message: error.message, fields: error.fields ?? {} } : UNREACHABLE;
  } catch {
    return UNREACHABLE;
  }
}

export const isRefusal = (answer: object): answer is Refusal => 'message' in answer && 'fields' in answer;

/** Gives a PDF that came as Base64 to the browser to keep. */
export function keep(base64: string, name: string): void {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
