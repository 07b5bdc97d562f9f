import { notFound } from '@/lib/platform/errors';
import type { AppModule, Connector } from './connector';
import { desk } from './desk';
import { slack } from './slack';
import { webhook } from './webhook';

/** Every app that can be connected, in the order of the gallery. A new one has its file and its line here. */
export const CONNECTORS: readonly Connector[] = [desk, slack, webhook];

/** Undefined: no app of that name, such as one that a later version knows. */
export const findConnector = (key: string): Connector | undefined => CONNECTORS.find((one) => one.key === key);

/** @throws not_found */
export function connectorOf(key: string): Connector {
  const found = findConnector(key);
  if (!found) throw notFound('The app');
  return found;
}

/** What an app takes of a module of the CRM; undefined: nothing. */
export const moduleOf = (
  connector: Pick<Connector, 'modules' | 'everyModule'>,
  module: string,
): AppModule | undefined =>
  Object.hasOwn(connector.modules, module) ? connector.modules[module] : connector.everyModule;
