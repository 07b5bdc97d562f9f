/**
 * A clinic's website on another origin than ours, and on another site: `127.0.0.1` beside `localhost`, so that the browser
 * keeps what our frame stores apart from what it stores elsewhere, as it does for every customer.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import postgres from 'postgres';
import { type Clinic, makeClinic } from '../clinic';
import { databaseUrls } from '../fixtures';

export interface Site extends Clinic {
  /** Without a slash at its end. */
  url: string;
  /** Somebody of the clinic is there to answer, from the next page on. */
  answer(): Promise<void>;
  /** Runs SQL as the owner of the database. */
  sql: postgres.Sql;
  close(): Promise<void>;
}

/** @param pages by path, such as `/about`; `{{widget}}` and `{{brand}}` are filled in. */
export async function openSite(name: string, pages: Record<string, string>): Promise<Site> {
  const clinic = await makeClinic(name);
  const [orgId = '', brandId = ''] = clinic.brand.split('-');
  const ours = process.env.E2E_BASE_URL ?? '';
  const server = createServer(({ url = '/' }, response) => {
    const page = pages[new URL(url, 'http://site').pathname];
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' });
    response.end((page ?? '').replaceAll('{{widget}}', `${ours}/widget.js`).replaceAll('{{brand}}', clinic.brand));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sql = postgres(databaseUrls().owner, { max: 1, onnotice: () => {} });
  await sql`
    update chat_brands set settings = jsonb_set(settings, '{origins}', ${JSON.stringify([url])}::text::jsonb)
    where org_id = ${orgId} and id = ${brandId}`;
  return {
    ...{ ...clinic, url, sql },
    async answer() {
      await sql`
        insert into chat_operators (org_id, user_id, available, seen_at)
        select org_id, id, true, now() + interval '1 hour' from users where org_id = ${orgId} and email = ${clinic.operator.email}
        on conflict (org_id, user_id) do update set available = true, seen_at = excluded.seen_at`;
    },
    async close() {
      await sql.end({ timeout: 5 });
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** A page as sites have them: words, a form of the site's own, the widget at its end. */
export const sitePage = (title: string, body = '', head = ''): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>body { font: 16px/1.5 sans-serif; margin: 24px; }</style>
${head}
</head>
<body>
<h1>${title}</h1>
<p>Family medicine, close to home. <a href="/about">About us</a> <a href="/">Home</a></p>
<label>Search <input name="search"></label>
${body}
<script src="{{widget}}" data-brand="{{brand}}" async></script>
</body>
</html>
`;
