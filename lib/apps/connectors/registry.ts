import { notFound } from '@/lib/platform/errors';
import { campaigns } from './campaigns';
import { cliq } from './cliq';
import type { AppModule, Connector } from './connector';
import { desk } from './desk';
import { finance } from './finance';
import { hubspot } from './hubspot';
import { mailchimp } from './mailchimp';
import { projects } from './projects';
import { recruit } from './recruit';
import { salesforce } from './salesforce';
import { slack } from './slack';
import { webhook } from './webhook';
import { zendesk } from './zendesk';

/** Every app that can be connected, in the order of the gallery. A new one has its file and its line here. */
export const CONNECTORS: readonly Connector[] = [
  desk,
  campaigns,
  projects,
  finance,
  recruit,
  cliq,
  salesforce,
  hubspot,
  zendesk,
  mailchimp,
  slack,
  webhook,
];

/** Undefined: no app of that name, such as one that a later version knows. */
export const findConnector = (key: string): Connector | undefined => CONNECTORS.find((one) => one.key === key);

/** @throws not_found */
export function connectorOf(key: string): Connector {
  const found = findConnector(key);
  if (!found) throw notFound('The app');
  return found;
}

/** How many requests it is sent side by side. */
export const atOnceOf = ({ limits }: Pick<Connector, 'limits'>): number => Math.min(limits.atOnce ?? 8, 16);

/** Whether it may send us records. */
export const takesIn = ({ directions }: Pick<Connector, 'directions'>): boolean => directions?.includes('in') === true;

/** What an app takes of a module of the CRM; undefined: nothing. */
export const moduleOf = (
  connector: Pick<Connector, 'modules' | 'everyModule'>,
  module: string,
): AppModule | undefined =>
  Object.hasOwn(connector.modules, module) ? connector.modules[module] : connector.everyModule;
