/**
 * A plain page as a clinic's site may have it. It is HTML of its own rather than a page of the app, so that the chat is
 * tried where it will stand: beside another site's styles, under a policy that allows our script and frame and no more.
 */
import { COMMON_HEADERS, newNonce } from '@/lib/ways-in/http/security-headers';
import { STYLE } from './clinic-style';

/** @param brand a key of digits and a dash, or null: then the page says where to find one. */
export function clinicPage(brand: string | null): Response {
  const nonce = newNonce();
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "frame-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return new Response(html(brand, nonce), {
    headers: { ...COMMON_HEADERS, 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
  });
}

const html = (brand: string | null, nonce: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="/icon.svg">
<title>Maple Street Clinic</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<header>
  <a class="name" href="#top">Maple Street Clinic</a>
  <nav aria-label="Sections"><a href="#care">Care</a><a href="#hours">Hours</a><a href="#contact">Contact</a></nav>
</header>
<main id="top">
  <section class="lead">
    <h1>Family medicine, close to home</h1>
    <p>Check-ups, vaccinations and everyday care for adults and children. Same-day appointments on weekdays.</p>
    ${brand ? '<p><button type="button" id="ask">Ask about an appointment</button></p>' : NO_BRAND}
  </section>
  <section id="care">
    <h2>What we do</h2>
    <ul>
      <li><h3>Primary care</h3><p>Yearly check-ups, lab work and referrals.</p></li>
      <li><h3>Children</h3><p>Well-child visits and vaccinations from birth to 18.</p></li>
      <li><h3>Long-term conditions</h3><p>Diabetes, asthma and blood pressure, with a plan that is yours.</p></li>
    </ul>
  </section>
  <section id="hours">
    <h2>Hours</h2>
    <table>
      <tr><th scope="row">Monday to Thursday</th><td>8 am to 6 pm</td></tr>
      <tr><th scope="row">Friday</th><td>8 am to 4 pm</td></tr>
      <tr><th scope="row">Saturday, Sunday</th><td>Closed</td></tr>
    </table>
  </section>
  <section id="contact">
    <h2>Contact</h2>
    <p>Write to us in the chat at the corner of this page. In an emergency call 911.</p>
  </section>
</main>
<footer>A page to try the chat on. This clinic does not exist.</footer>
${brand ? snippet(brand, nonce) : ''}
</body>
</html>
`;

const NO_BRAND = `<p class="note">There is no chat to show here: behind <code>?brand=</code> stands no brand's key. It stands in
its snippet.</p>`;

/** As a site would have it. */
const snippet = (
  brand: string,
  nonce: string,
): string => `<script src="/widget.js" data-brand="${brand}" async></script>
<script nonce="${nonce}">
document.getElementById('ask').addEventListener('click', function () {
  $zoho.salesiq.visitor.question('I would like to make an appointment.');
  $zoho.salesiq.floatwindow.open();
});
</script>`;
