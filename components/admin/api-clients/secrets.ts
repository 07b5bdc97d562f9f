import type { ClientCredentials } from '@/lib/admin/api-clients/create';
import type { Shown } from './shown-once';

/** The first secrets of a client; `advice` says what becomes of them. */
export const secretsOf = (name: string, made: Omit<ClientCredentials, 'id'>, advice = ''): Shown => ({
  title: 'Client secret',
  description: `What ${name} needs to get access tokens.${advice}`,
  secrets: [
    { label: 'Client ID', value: made.clientId },
    { label: 'Client secret', value: made.clientSecret },
    { label: 'Refresh token', value: made.refreshToken },
  ],
});

export const newSecretOf = (name: string, secret: string): Shown => ({
  title: 'New client secret',
  description: `The old secret of ${name} has ended. Its refresh token stays.`,
  secrets: [{ label: 'Client secret', value: secret }],
});

export const grantCodeOf = (name: string, code: string): Shown => ({
  title: 'Grant code',
  description: `${name} exchanges it for a refresh token once, within ten minutes.`,
  secrets: [{ label: 'Grant code', value: code }],
});
