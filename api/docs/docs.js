// What the viewer lacks: the look of the device, and names for what a screen reader comes to.
'use strict';
const viewer = document.querySelector('rapi-doc'), dark = matchMedia('(prefers-color-scheme: dark)');
const look = () => {
  viewer.setAttribute('theme', dark.matches ? 'dark' : 'light');
  viewer.setAttribute('bg-color', dark.matches ? '#121417' : '#fafbfc');
  viewer.setAttribute('text-color', dark.matches ? '#e6e8ea' : '#2b2f33');
  viewer.setAttribute('primary-color', dark.matches ? '#6cc5e0' : '#0b5c78');
};
look();
dark.addEventListener('change', look);

const named = new Set(); // trees that are looked after
function name(root) {
  for (const field of root.querySelectorAll('input, select, textarea')) {
    if (field.labels?.length || field.hasAttribute('aria-label')) continue;
    field.setAttribute('aria-label', field.dataset.pname || field.placeholder || field.title || (field.tagName === 'SELECT' ? 'Choice' : 'Value'));
  }
  root.querySelectorAll('nav, [role=navigation]').forEach((nav, i) => nav.setAttribute('aria-label', i ? `Operations, ${i + 1}` : 'Operations'));
  const title = root.querySelector('#api-title, .title');
  if (title && !title.hasAttribute('role')) { title.setAttribute('role', 'heading'); title.setAttribute('aria-level', '1'); }
  for (const inner of root.querySelectorAll('*')) if (inner.shadowRoot) tend(inner.shadowRoot);
}
function tend(root) {
  if (named.has(root)) return;
  named.add(root);
  let due = false;
  new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; name(root); });
  }).observe(root, {childList: true, subtree: true});
  name(root);
}
customElements.whenDefined('rapi-doc').then(() => viewer.updateComplete).then(() => tend(viewer.shadowRoot));
