/** Acts of a page, held back to be sent in another way. */
import type { Page } from '@playwright/test';

export interface ActionCall {
  url: string;
  headers: Record<string, string>;
  data: Buffer;
}

/** What the page would have sent for an act; it is held back. */
export async function caught(page: Page, act: () => Promise<unknown>): Promise<ActionCall> {
  const call = new Promise<ActionCall>((resolve) => {
    void page.route('**/*', async (route) => {
      const request = route.request();
      const id = request.headers()['next-action'];
      const data = request.postDataBuffer();
      if (!id || !data) return route.continue();
      await route.abort();
      resolve({ url: request.url(), headers: callHeaders(request.headers(), page), data });
    });
  });
  await act();
  const made = await call;
  await page.unroute('**/*');
  return made;
}

function callHeaders(headers: Record<string, string>, page: Page): Record<string, string> {
  const sent = ['next-action', 'content-type', 'accept', 'next-router-state-tree'];
  const kept = Object.entries(headers).filter(([name]) => sent.includes(name));
  return { ...Object.fromEntries(kept), origin: new URL(page.url()).origin };
}

/** Sends it as the person of the page. */
export const send = (page: Page, { url, headers, data }: ActionCall) => page.request.post(url, { headers, data });
