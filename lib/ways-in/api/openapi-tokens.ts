/** The token endpoints in the OpenAPI document: OAuth 2's own forms, so they are no `Endpoint`. */
const text = { type: 'string' };
const form = (properties: Record<string, unknown>, required: string[]) => ({
  required: true,
  content: { 'application/x-www-form-urlencoded': { schema: { type: 'object', properties, required } } },
});
const answer = (description: string, properties: Record<string, unknown>) => ({
  description,
  content: { 'application/json': { schema: { type: 'object', properties } } },
});
const refused = answer('Refused, with the word of OAuth 2', { error: text, status: text });

const TOKEN_SAMPLE = `curl -X POST "$BASE/oauth/v2/token" \\
  -d grant_type=client_credentials \\
  -d client_id="$CLIENT_ID" \\
  -d client_secret="$CLIENT_SECRET"`;

export const TOKEN_PATHS = {
  '/oauth/v2/token': {
    post: {
      operationId: 'getToken',
      tags: ['Tokens'],
      summary: 'Get an access token',
      description: 'Valid for an hour. An eleventh live token of one refresh token ends the oldest.',
      security: [],
      requestBody: form(
        {
          grant_type: { type: 'string', enum: ['client_credentials', 'refresh_token', 'authorization_code'] },
          client_id: text,
          client_secret: text,
          refresh_token: { ...text, description: 'With grant_type refresh_token' },
          code: { ...text, description: 'With grant_type authorization_code: a grant code of a self client' },
          scope: { ...text, description: 'Narrows the token of client_credentials; commas between' },
        },
        ['grant_type', 'client_id', 'client_secret'],
      ),
      responses: {
        200: answer('The token', {
          access_token: text,
          expires_in: { type: 'integer' },
          api_domain: text,
          token_type: text,
          scope: text,
          refresh_token: { ...text, description: 'Only for a grant code' },
        }),
        400: refused,
        401: refused,
        429: refused,
        503: refused,
      },
      'x-codeSamples': [{ lang: 'Shell', label: 'curl', source: TOKEN_SAMPLE }],
    },
  },
  '/oauth/v2/token/revoke': {
    post: {
      operationId: 'revokeToken',
      tags: ['Tokens'],
      summary: 'End a token',
      security: [],
      requestBody: form({ token: text }, ['token']),
      responses: { 200: answer('It is over, or never was', { status: text }), 400: refused },
      'x-codeSamples': [
        {
          lang: 'Shell',
          label: 'curl',
          source: 'curl -X POST "$BASE/oauth/v2/token/revoke" -d token="$REFRESH_TOKEN"',
        },
      ],
    },
  },
};
