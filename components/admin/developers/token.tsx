'use client';

import { createContext, type ReactNode, useContext, useState } from 'react';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

const TokenContext = createContext<{ token: string; setToken: (token: string) => void }>({
  token: '',
  setToken: () => {},
});

export const useToken = (): string => useContext(TokenContext).token;

/** The token that calls are tried with: in the page's memory only, gone with the page. */
export function TokenProvider({ children }: { children: ReactNode }) {
  const [token, setToken] = useState('');
  return <TokenContext value={{ token, setToken }}>{children}</TokenContext>;
}

export function TokenCard() {
  const { token, setToken } = useContext(TokenContext);
  return (
    <Card title="Try calls" id="try">
      <Field
        label="Access token"
        hint="Kept in this page's memory only. Calls you try run with the rights of the token's client and are in the audit log."
      >
        <Input
          type="password"
          autoComplete="off"
          spellCheck={false}
          value={token}
          onChange={(event) => setToken(event.target.value.trim())}
          className="font-mono"
        />
      </Field>
    </Card>
  );
}
