/** What stands on a customer's website. Pure. */

export const snippetCode = (origin: string, key: string): string =>
  `<script src="${origin}/widget.js" data-brand="${key}" async></script>`;

export interface Example {
  title: string;
  text: string;
  code: string;
}

const READY = `<script>
  window.$zoho = window.$zoho || {};
  $zoho.salesiq = $zoho.salesiq || {};
  $zoho.salesiq.ready = function () {
    // calls of the API go here
  };
</script>`;

/** Calls that scripts written for SalesIQ make, and that work as they are. */
export const EXAMPLES: readonly Example[] = [
  { title: 'When the chat is ready', text: 'Put it before the snippet. Other calls stand inside it.', code: READY },
  {
    title: 'Who the visitor is',
    text: 'Fills the pre-chat form. Encrypted, and each later change is an event.',
    code: `$zoho.salesiq.visitor.name('Ann Bell');
$zoho.salesiq.visitor.email('ann@example.org');
$zoho.salesiq.visitor.contactnumber('+1 555 0100');`,
  },
  {
    title: 'Custom fields',
    text: 'Shown to the operator, read-only. Not for health data: see the warning.',
    code: `$zoho.salesiq.visitor.info({ plan: 'Gold' });
$zoho.salesiq.customfield.add({
  name: 'Preferred clinic',
  hint: 'Where do you usually go?',
  type: 'text',
  required: 'false',
  maxlength: '100',
  visibility: 'both',
});
$zoho.salesiq.field.clear('Preferred clinic');`,
  },
  {
    title: 'Open and close',
    text: 'A button of your own can open the chat.',
    code: `$zoho.salesiq.floatwindow.open();
$zoho.salesiq.chatwindow.visible('hide');
$zoho.salesiq.floatbutton.visible('hide');`,
  },
  {
    title: 'What happens in the chat',
    text: 'Says that it happened and in which visit, never who or what was said.',
    code: `$zoho.salesiq.visitor.chat(function (visitId) { /* begun */ });
$zoho.salesiq.visitor.chatcomplete(function (visitId) { /* ended */ });`,
  },
];
