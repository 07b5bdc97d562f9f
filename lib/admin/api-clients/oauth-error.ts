import { invalid } from '@/lib/platform/errors';

/** The words of OAuth 2 (RFC 6749 §5.2) and of Zoho's accounts server, which says `invalid_code` of both kinds of grant. */
export type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_code'
  | 'invalid_scope'
  | 'access_denied'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

const WORDS: Record<OAuthError, string> = {
  invalid_request: 'Send client_id, client_secret, grant_type and what the grant needs.',
  invalid_client: 'The client or its secret is not right, or the client may not be used.',
  invalid_code: 'The code or refresh token is not right, was used, or is not valid any more.',
  invalid_scope: 'The client may do nothing of what was asked for.',
  access_denied: 'The person this client acts for has not accepted it: Personal settings, Programs that act for me.',
  unauthorized_client: 'This client gets tokens by its refresh token or a code, not by its secret alone.',
  unsupported_grant_type: 'Use refresh_token, client_credentials or authorization_code.',
};

export const oauthError = (reason: OAuthError) => invalid(WORDS[reason], { reason });
