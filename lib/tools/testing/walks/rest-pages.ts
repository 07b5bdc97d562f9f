/** Lists of the REST door as programs read them. */
import type { TestOrg } from '../make-org';
import { type Rest, restClient } from '../rest';
import { idsIn, type Walk } from './walk';

/** A list of the REST door: the address of its first page, and where its rows are. */
export function restPages(rest: Rest, path: string, rows: string, body?: Record<string, unknown>): Walk['read'] {
  return async (next) => {
    const token: Record<string, string> = next === null ? {} : { page_token: next };
    const [method, query] = body ? ['POST', {}] : ['GET', token];
    const address = `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;
    const answer = await rest(method, address, body && { ...body, ...token });
    if (answer.status === 204) return { ids: [], next: null };
    if (answer.status !== 200) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
    return {
      ids: idsIn(answer.body[rows]),
      next: answer.body.info?.next_page_token ?? answer.body.next_page_token ?? null,
    };
  };
}

export const byToken = async (org: TestOrg) => restClient(org, org.operator);
