import type { Recording, Sent } from './api-recording';

/** What the server of one trip is told. */
export interface OneTrip {
  /** Of a get. */
  recording: Recording;
  /** The access token it was recorded with. */
  token: string;
}

/**
 * The two statements of a get that must be asked, as one: the first reads the token and sets the org, the second the record
 * that may then be seen. The second hangs on a row of the first, so it runs after it.
 */
export function joined({ sent, path }: Recording): Sent {
  const token = sent.find(({ text }) => text.includes('app.load_api_token('));
  const record = sent.find(({ text }) => /\bfrom records\b/.test(text));
  if (!token || !record) throw new Error(`No token or no record was asked for at ${path}.`);
  const moved = record.text.replace(/\$(\d+)/g, (_, n: string) => `$${Number(n) + token.parameters.length}`);
  return {
    text: `select t.*, r.id as record_id, r.version as record_version, r."values" as record_values from (${token.text}) t
      left join lateral (select * from (${moved}) found where t.client_id is not null) r on true`,
    parameters: [...token.parameters, ...record.parameters],
    together: false,
  };
}
