import { allows, type ScopeNeed } from '@/lib/admin/api-clients/scopes';
import { ApiError } from './api-error';
import type { Call } from './endpoint';

/** For calls whose body names a module: the token needs the module's scope beside the call's own. */
export function requireScope({ session }: Call, need: ScopeNeed): void {
  if (!allows(session.scopes, need)) {
    throw new ApiError(401, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL');
  }
}
