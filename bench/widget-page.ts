/**
 * By hand: `npx tsx bench/widget-page.ts URL`, of a page with the chat on a server that runs a production build, such as
 * `http://localhost:3000/widget/demo`. A phone on a slow net, as Lighthouse throttles one: 150 ms there and back,
 * 1.6 Mbit/s, a processor four times slower. Prints what the chat adds to the page until its button can be pressed, and
 * until a question can be typed. Chromium is the one of the end-to-end tests.
 */
import { type BrowserContext, type CDPSession, chromium, devices, type Page } from '@playwright/test';
import { systemBrowser } from '@/lib/tools/dev/browser.mjs';
import { median } from './median';

const RUNS = 5;
const NET = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8 };
const SLOWER = 4;

interface Taken {
  path: string;
  bytes: number;
}

interface Run {
  pageMs: number;
  buttonMs: number;
  fieldMs: number;
  /** Up to the button, and after it was pressed. */
  first: Taken[];
  later: Taken[];
}

const url = process.argv[2];
if (!url) throw new Error('Say the address of a page with the chat.');
const executablePath = systemBrowser();
const browser = await chromium.launch({ args: ['--no-sandbox'], ...(executablePath && { executablePath }) });
const runs: Run[] = [];
for (let n = 0; n < RUNS; n += 1) {
  const context = await browser.newContext(devices['Pixel 7']);
  runs.push(await load(context, url));
  await context.close();
}
await browser.close();

const say = (line: string) => process.stdout.write(`${line}\n`);
const middle = (of: (run: Run) => number) => Math.round(median(runs.map(of)));
const [{ first, later }] = runs as [Run, ...Run[]];
const isChat = ({ path }: Taken) => path.startsWith('/widget') && path !== new URL(url).pathname;
const added = first.filter(isChat);
const total = (taken: readonly Taken[]) => taken.reduce((sum, { bytes }) => sum + bytes, 0);
say(`The page itself: ${first.length - added.length} requests, ${total(first) - total(added)} bytes`);
say(`The chat until its button: ${added.length} requests, ${total(added)} bytes`);
for (const { path, bytes } of added) say(`    ${path} ${bytes}`);
say(`The chat once pressed: ${later.length} more requests, ${total(later)} bytes`);
for (const { path, bytes } of later) say(`    ${path} ${bytes}`);
say(`Page drawn ${middle((run) => run.pageMs)} ms, button ready ${middle((run) => run.buttonMs)} ms`);
say(`From the press to a field to type in: ${middle((run) => run.fieldMs)} ms (medians of ${RUNS})`);

async function load(context: BrowserContext, address: string): Promise<Run> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', NET);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const taken = watch(session);
  const frame = page.frameLocator('#careledger-chat');
  const started = performance.now();
  await page.goto(address, { waitUntil: 'commit' });
  const button = frame.getByRole('button', { name: 'Open chat' });
  await button.waitFor({ timeout: 60_000 });
  await untilIdle(page);
  const buttonMs = performance.now() - started;
  const first = taken.splice(0);
  const pressed = performance.now();
  await button.click();
  await frame.getByRole('textbox').first().waitFor();
  const fieldMs = performance.now() - pressed;
  const pageMs = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0);
  return { pageMs, buttonMs, fieldMs, first, later: taken };
}

/** What came over the net, headers with it, as it ends. */
function watch(session: CDPSession): Taken[] {
  const taken: Taken[] = [];
  const paths = new Map<string, string>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) =>
    paths.set(requestId, new URL(request.url).pathname),
  );
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    taken.push({ path: paths.get(requestId) ?? '?', bytes: encodedDataLength }),
  );
  return taken;
}

/** Nothing keeps the page's thread from answering a press. */
function untilIdle(page: Page): Promise<void> {
  return page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done())));
}
