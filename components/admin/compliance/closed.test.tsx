import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { ClosedBanner } from '@/components/shell/closed-banner';
import type { ComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import { ComplianceScreen } from './compliance-screen';

describe('while the settings of protection do not check', () => {
  test('Compliance Settings have no switch and no figure, and say of each setting that it cannot be told', () => {
    const overview = { intact: false, mayManage: true, hipaaEnabled: true } as ComplianceOverview;
    const html = renderToStaticMarkup(
      <ComplianceScreen overview={overview} connections={[]} transfers={{ days: [], capped: false }} />,
    );
    expect(html.match(/Cannot be told: the check failed/g)).toHaveLength(6);
    expect(html).not.toMatch(/role="switch"|<select|type="number"/);
  });

  test('the banner says what happened, what it means, and who can do what; the way to the log is shown to who reads it', () => {
    const banner = (showAudit: boolean) => renderToStaticMarkup(<ClosedBanner showAudit={showAudit} />);
    for (const part of ['changed outside Careledger', 'is hidden', 'cannot be changed', 'Whoever runs the server']) {
      expect(banner(false)).toContain(part);
    }
    expect(banner(false)).not.toContain('/audit');
    expect(banner(true)).toContain('/audit?action=integrity.failed');
  });
});
