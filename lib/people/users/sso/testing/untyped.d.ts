/** What the tests use of packages without types. */
declare module 'samlp' {
  const samlp: {
    auth(options: object): (request: unknown, response: unknown, next: (error: unknown) => void) => void;
    getSamlResponse(options: object, user: object, done: (error: Error | null, xml: string) => void): void;
  };
  export default samlp;
}

declare module 'oidc-provider' {
  import type { IncomingMessage, ServerResponse } from 'node:http';

  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }

  export interface Asking {
    oidc: {
      client?: { clientId: string };
      session?: { accountId?: string };
      provider: { Grant: new (of: { clientId: string; accountId: string }) => Grant };
    };
  }

  export interface Configuration {
    findAccount(ctx: unknown, accountId: string): { accountId: string; claims(): object };
    loadExistingGrant(ctx: Asking): Promise<Grant>;
    interactions: { url(ctx: unknown, interaction: { uid: string }): string };
    [name: string]: unknown;
  }

  export default class Provider {
    constructor(issuer: string, configuration: Configuration);
    on(event: string, heard: () => void): void;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    interactionFinished(request: IncomingMessage, response: ServerResponse, result: object): Promise<void>;
  }
}
