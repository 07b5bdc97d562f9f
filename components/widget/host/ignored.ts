/**
 * Calls of SalesIQ's API that change nothing here: tracking, looks that the brand's own settings decide, and what has no
 * counterpart. They are there so that a site's existing script does not stop at them.
 */
export const IGNORED: Record<string, string> = {
  tracking: 'on off forceOnPrivacyMode',
  visitor: 'agentsoffline customaction feedback getGeoDetails id idleTime trigger uniqueid uniqueuserid',
  chat: 'agent continuous defaultdepartment forward logo messages mode offline online remove sendmessage systemmessages theme title trigger waittime waittimer',
  chatbutton: 'icon texts width',
  chatwindow: 'fields offlinetitle onlinetitle position',
  floatbutton: 'coin href offlineicon onlineicon position',
  floatwindow: 'fields offlinetitle onlinetitle position waittime',
  custom: 'html',
  privacy: 'updateCookieConsent',
  page: 'title',
};
