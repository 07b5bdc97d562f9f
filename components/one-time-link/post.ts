/** A refusal, in words. */
export interface Refusal {
  message: string;
  fields: Readonly<Record<string, string>>;
  /** What the browser has to work on first, where many asked. */
  challenge?: string;
}

const UNREACHABLE: Refusal = {
  message: 'The server did not answer. Check your connection and try again.',
  fields: {},
};

/** Posts what stands behind `#` in the address, with the secret: no browser sends that by itself. Gives the answer, or what went wrong. */
export async function post<Answer extends object>(path: string, body: object): Promise<Answer | Refusal> {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (answer.ok) return (await answer.json()) as Answer;
    const { error } = (await answer.json()) as { error?: Partial<Refusal> & { facts?: { challenge?: string } } };
    if (!error?.message) return UNREACHABLE;
    const { challenge } = error.facts ?? {};
    return { message: error.message, fields: error.fields ?? {}, ...(challenge && { challenge }) };
  } catch {
    return UNREACHABLE;
  }
}

export const isRefusal = (answer: object): answer is Refusal => 'message' in answer && 'fields' in answer;
