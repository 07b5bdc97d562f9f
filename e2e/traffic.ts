/** Everything that a page was sent, to say afterwards that something was not in it. */
import { type CDPSession, expect, type Page } from '@playwright/test';

export interface Traffic {
  /** Fails, naming the addresses, when one of the values was in an answer so far. */
  expectNone(values: readonly string[]): Promise<void>;
  /** Method and address of the answers so far that hold the value. */
  holding(value: string): Promise<string[]>;
}

interface Answer {
  from: string;
  text: string;
}

/** An answer that waits at the door. */
interface Paused {
  requestId: string;
  request: { url: string; method: string };
  responseStatusCode?: number;
  responseHeaders?: { name: string; value: string }[];
}

/** Built files, the same for everybody. */
const BUILT = /^\/(_next\/static\/|__nextjs|icon\.svg)/;

/**
 * Records from now on. Each answer is held at the browser's door until it is read, so that none reaches the page
 * unseen, whatever the page does meanwhile; downloads too.
 */
export async function record(page: Page): Promise<Traffic> {
  const session = await page.context().newCDPSession(page);
  const answers: Promise<Answer | null>[] = [];
  session.on('Fetch.requestPaused', (event) => answers.push(pass(session, event)));
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Response' }] });

  const holding = async (values: readonly string[]) => {
    const all = (await Promise.all(answers)).filter((answer) => answer !== null);
    expect(all.length).toBeGreaterThan(0);
    return all.filter(({ text }) => values.some((value) => text.includes(value))).map(({ from }) => from);
  };
  return {
    holding: (value) => holding([value]),
    expectNone: async (values) => expect(await holding(values)).toEqual([]),
  };
}

/** Reads an answer and lets it go on. Null for one that the page gave up before it could get it. */
async function pass(session: CDPSession, { requestId, request, ...response }: Paused): Promise<Answer | null> {
  const { responseStatusCode: status = 0, responseHeaders: headers = [] } = response;
  const isRedirect = status >= 300 && status < 400;
  const hasBody = status >= 200 && !isRedirect && !BUILT.test(new URL(request.url).pathname);
  try {
    const body = hasBody ? await session.send('Fetch.getResponseBody', { requestId }) : null;
    await session.send('Fetch.continueRequest', { requestId });
    const text = body?.base64Encoded ? Buffer.from(body.body, 'base64').toString('utf8') : (body?.body ?? '');
    return { from: `${request.method} ${request.url}`, text: [request.url, JSON.stringify(headers), text].join('\n') };
  } catch {
    return null;
  }
}
