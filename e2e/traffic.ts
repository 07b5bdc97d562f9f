/** Everything that a page was sent, to say afterwards that something was not in it. */
import { type CDPSession, expect, type Page } from '@playwright/test';

export interface Traffic {
  /** Fails, naming the addresses, when one of the values was in an answer so far. */
  expectNone(values: readonly string[]): void;
  /** Method and address of the answers so far that hold the value. */
  holding(value: string): string[];
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
  const answers: Answer[] = [];
  session.on('Fetch.requestPaused', (event) => void pass(session, event, answers));
  await session.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Response' }] });

  const holding = (values: readonly string[]) =>
    answers.filter(({ text }) => values.some((value) => text.includes(value))).map(({ from }) => from);
  return {
    holding: (value) => holding([value]),
    expectNone(values) {
      expect(answers.length).toBeGreaterThan(0);
      expect(holding(values)).toEqual([]);
    },
  };
}

/** Reads an answer, notes it, and only then lets it go on. One that the page gave up stays where it is. */
async function pass(session: CDPSession, paused: Paused, answers: Answer[]): Promise<void> {
  const { requestId, request, responseStatusCode: status = 0, responseHeaders: headers = [] } = paused;
  const isRedirect = status >= 300 && status < 400;
  const hasBody = status >= 200 && !isRedirect && !BUILT.test(new URL(request.url).pathname);
  try {
    const answer = hasBody ? await session.send('Fetch.getResponseBody', { requestId }) : null;
    const body = answer?.base64Encoded ? Buffer.from(answer.body, 'base64').toString('utf8') : (answer?.body ?? '');
    const text = [request.url, JSON.stringify(headers), body].join('\n');
    answers.push({ from: `${request.method} ${request.url}`, text });
    await session.send('Fetch.continueRequest', { requestId });
  } catch {
    // The page went elsewhere meanwhile: nothing reached it.
  }
}
