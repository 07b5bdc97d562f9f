export const MODULES_PATH = '/setup/modules';

export const modulePath = (module: string): string => `${MODULES_PATH}/${encodeURIComponent(module)}`;

export const layoutPath = (module: string, layout: string): string =>
  `${modulePath(module)}/layouts/${encodeURIComponent(layout)}`;
