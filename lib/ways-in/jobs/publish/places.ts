/**
 * Places outside that checkpoints are published at: an S3-compatible bucket or an https address, as `LEDGER_PUBLISH` names them.
 * At each, `<organisation>/checkpoint` is the newest and `<organisation>/<incarnation>-<size>` each one, as a signed note.
 * Guarantees: what is given to a place, and what it has, is asked by the one way to the outside. Against: whoever has the
 * database and the data folder, and not the right to write at the place. Does not: keep the place from being written over by
 * whoever may write there, as Careledger may: let the place keep versions.
 */
import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';
import { type Answer, OutboundError, type Outgoing, send } from '@/lib/apps/outbound';
import { env } from '@/lib/platform/env';
import { isPublishPlace } from '@/lib/platform/publish-place';

export interface PublishPlace {
  /** As it is named, without what is secret. */
  name: string;
  host: string;
  /** The text at a path; null where there is none. @throws OutboundError, PlaceRefused */
  get(path: string): Promise<string | null>;
  /** @throws OutboundError, PlaceRefused */
  put(path: string, text: string): Promise<void>;
}

/** The place answered, and not with success. */
export class PlaceRefused extends Error {
  override name = 'PlaceRefused';
  constructor(readonly status: number) {
    super('A place for checkpoints refused.');
  }
}

/** Whoever sets `LEDGER_PUBLISH` runs the server: a place may stand in the own network. */
const ANYWHERE = ['0.0.0.0/0', '::/0'];
const LIMITS = { timeoutMs: 10_000, answerBytes: 65_536 };
const TEXT = 'text/plain; charset=utf-8';

/** The places of this installation. */
export function configuredPlaces(): PublishPlace[] {
  const { LEDGER_PUBLISH } = env();
  return (LEDGER_PUBLISH?.split(',') ?? [])
    .map((one) => one.trim())
    .filter(isPublishPlace)
    .map((one) => (one.startsWith('s3:') ? bucketAt(one) : addressAt(one)));
}

function addressAt(name: string): PublishPlace {
  const base = name.replace(/\/$/, '');
  const { LEDGER_PUBLISH_TOKEN: token } = env();
  return placeOf(name, new URL(base).host, async (method, path, body) => ({
    ...{ method, url: `${base}/${path}` },
    headers: { 'content-type': TEXT, ...(token && { authorization: `Bearer ${token}` }) },
    ...(body !== undefined && { body }),
  }));
}

/** `s3://bucket/prefix?region=…&endpoint=https://…`; without an endpoint Amazon's of the region. */
function bucketAt(name: string): PublishPlace {
  const url = new URL(name);
  const region = url.searchParams.get('region') ?? 'us-east-1';
  const endpoint = (url.searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`).replace(/\/$/, '');
  const prefix = url.pathname.replace(/^\/|\/$/g, '');
  const base = [endpoint, url.hostname, ...(prefix === '' ? [] : [prefix])].join('/');
  return placeOf(name, new URL(endpoint).host, async (method, path, body) => {
    const { LEDGER_PUBLISH_KEY_ID: accessKeyId = '', LEDGER_PUBLISH_SECRET: secretAccessKey = '' } = env();
    const headers = {
      'content-type': TEXT,
      'x-amz-content-sha256': createHash('sha256')
        .update(body ?? '')
        .digest('hex'),
    };
    const of = { accessKeyId, secretAccessKey, region, service: 's3' };
    const signed = await new AwsV4Signer({ method, url: `${base}/${path}`, headers, body: body ?? null, ...of }).sign();
    return {
      ...{ method, url: signed.url.href, headers: Object.fromEntries(signed.headers) },
      ...(body !== undefined && { body }),
    };
  });
}

type Ask = (method: 'GET' | 'PUT', path: string, body?: string) => Promise<Outgoing>;

function placeOf(name: string, host: string, ask: Ask): PublishPlace {
  const asked = async (...args: Parameters<Ask>): Promise<Answer> => send(await ask(...args), ANYWHERE, LIMITS);
  return {
    name,
    host,
    async get(path) {
      const { status, body } = await asked('GET', path);
      if (status === 404) return null;
      if (status !== 200) throw new PlaceRefused(status);
      return body;
    },
    async put(path, text) {
      const { status } = await asked('PUT', path, text);
      if (status < 200 || status > 299) throw new PlaceRefused(status);
    },
  };
}

/** Whether what was thrown is the place's, and not ours. */
export const isOfPlace = (error: unknown): boolean => error instanceof OutboundError || error instanceof PlaceRefused;
